"""The average of log p(x|z) under a Gaussian q, its variance, its gradient and the variance of the score function, with
SciPy's densities and adaptive quadrature."""

import numpy as np
import scipy
from scipy import stats
from scipy.integrate import dblquad, quad
from scipy.optimize import brentq
from scipy.special import expit

from versions import write

W, B, SCALE = 1.3, 0.2, 0.7
MU, SIGMA = (0.6, -0.4), (0.5, 0.8)

shapes = {"linear": lambda z: z, "tanh": np.tanh, "square": np.square}


def output(shape, z1, z2=None):
    value = shapes[shape](z1) + (0 if z2 is None else 0.5 * shapes[shape](z2))
    return W * value + B


def continuous_bernoulli(x, h):
    # The normaliser by its own integral, instead of a closed form.
    total = quad(lambda t: np.exp(t * h), 0, 1, epsabs=1e-13, epsrel=1e-13)[0]
    return x * h - np.log(total)


log_p = {
    "normal": lambda x, h: stats.norm.logpdf(x, h, SCALE),
    "laplace": lambda x, h: stats.laplace.logpdf(x, h, SCALE),
    "student-t": lambda x, h: stats.t.logpdf(x, 4, h, SCALE),
    "bernoulli": lambda x, h: stats.bernoulli.logpmf(int(x), expit(h)),
    "continuous-bernoulli": continuous_bernoulli,
}
data = {"normal": 0.7, "laplace": 0.7, "student-t": 0.7, "bernoulli": 1, "continuous-bernoulli": 0.7}


def one(family, shape):
    x, mu, sigma = data[family], MU[0], SIGMA[0]
    value = lambda e: log_p[family](x, output(shape, mu + sigma * e))
    # The Laplace has a kink where the output is x.
    grid = np.linspace(-10, 10, 4001)
    off = output(shape, mu + sigma * grid) - x
    at = lambda e: output(shape, mu + sigma * e) - x
    kinks = [brentq(at, a, b, xtol=1e-15) for a, b, s, t in zip(grid, grid[1:], off, off[1:]) if s * t < 0]
    mean_of = lambda f: quad(
        lambda e: f(e) * stats.norm.pdf(e), -10, 10, points=[0, *kinks], limit=400, epsabs=1e-13, epsrel=1e-13
    )[0]
    mean = mean_of(value)
    # By the score function alone: independent of any derivative of log p.
    to_mu = lambda e: value(e) * e / sigma
    to_sigma = lambda e: value(e) * (e * e - 1) / sigma
    gradient = [mean_of(to_mu), mean_of(to_sigma)]
    return {
        "mean": mean,
        "variance": mean_of(lambda e: (value(e) - mean) ** 2),
        "gradient": gradient,
        "scoreVariance": [
            mean_of(lambda e: (to_mu(e) - gradient[0]) ** 2),
            mean_of(lambda e: (to_sigma(e) - gradient[1]) ** 2),
        ],
    }


def two(family, shape):
    x = data[family]
    value = lambda a, b: log_p[family](x, output(shape, MU[0] + SIGMA[0] * a, MU[1] + SIGMA[1] * b))
    weight = lambda a, b: np.exp(-0.5 * (a * a + b * b)) / (2 * np.pi)
    mean_of = lambda f: dblquad(lambda b, a: f(a, b) * weight(a, b), -9, 9, -9, 9, epsabs=1e-11, epsrel=1e-11)[0]
    mean = mean_of(value)
    return {
        "mean": mean,
        "variance": mean_of(lambda a, b: (value(a, b) - mean) ** 2),
        "gradient": [mean_of(lambda a, b: value(a, b) * a / SIGMA[0])],
    }


inverses = {
    "linear": lambda v: [v],
    "tanh": lambda v: [np.arctanh(v)] if abs(v) < 1 else [],
    "square": lambda v: [-np.sqrt(v), np.sqrt(v)] if v >= 0 else [],
}


def two_with_kink(shape):
    """Laplace: the inner integral ends at the kink, where the output is x; the outer one where kinks begin."""
    x = data["laplace"]
    goal = (x - B) / W
    value = lambda a, b: log_p["laplace"](x, output(shape, MU[0] + SIGMA[0] * a, MU[1] + SIGMA[1] * b))
    begins = inverses["square"](goal) if shape == "square" else []
    outer = [-9, *sorted((z - MU[0]) / SIGMA[0] for z in begins), 9]

    def inner(f, a):
        kinks = [(z - MU[1]) / SIGMA[1] for z in inverses[shape](2 * (goal - shapes[shape](MU[0] + SIGMA[0] * a)))]
        ends = [-9, *[k for k in kinks if abs(k) < 9], 9]
        return sum(
            quad(lambda b: f(a, b) * stats.norm.pdf(b), p, q, epsabs=1e-14, epsrel=1e-12, limit=200)[0]
            for p, q in zip(ends, ends[1:])
        ) * stats.norm.pdf(a)

    mean_of = lambda f: sum(
        quad(lambda a: inner(f, a), p, q, epsabs=1e-13, epsrel=1e-12, limit=200)[0] for p, q in zip(outer, outer[1:])
    )
    mean = mean_of(value)
    return {
        "mean": mean,
        "variance": mean_of(lambda a, b: (value(a, b) - mean) ** 2),
        "gradient": [mean_of(lambda a, b: value(a, b) * a / SIGMA[0])],
    }


cases = [
    {"family": family, "decoder": shape, "latent": 1, "x": data[family], **one(family, shape)}
    for family in log_p
    for shape in shapes
]
cases += [
    {"family": family, "decoder": shape, "latent": 2, "x": data[family], **two(family, shape)}
    for family, shape in [("normal", "linear"), ("normal", "square"), ("bernoulli", "linear")]
]
cases += [
    {"family": "laplace", "decoder": shape, "latent": 2, "x": data["laplace"], **two_with_kink(shape)} for shape in shapes
]
setting = {"weight": W, "bias": B, "scale": SCALE, "mu": MU, "sigma": SIGMA}
write("expectation", [np, scipy], {"setting": setting, "cases": cases})
