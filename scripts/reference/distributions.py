"""Intervals, the integral that binary cross-entropy leaves, grey levels and KLs of distributions of one dimension, by SciPy."""

import math

import numpy as np
import scipy
from scipy import integrate, stats

from versions import write


def interval(frozen, x, width):
    return {"x": x, "width": width, "probability": float(frozen.cdf(x + width / 2) - frozen.cdf(x - width / 2))}


def discrete(frozen, x, width):
    atoms = np.arange(math.ceil(x - width / 2), math.floor(x + width / 2) + 1)
    return {"x": x, "width": width, "probability": float(sum(frozen.pmf(atoms)))}


CONTINUOUS = [
    ("normal", {"loc": 0.5, "scale": 0.1}, stats.norm(0.5, 0.1), [0.55, 0.2]),
    ("laplace", {"loc": 0.5, "scale": 0.1}, stats.laplace(0.5, 0.1), [0.5, 0.7]),
    ("student-t", {"df": 4, "loc": 0.5, "scale": 0.1}, stats.t(4, 0.5, 0.1), [0.55, 0.1]),
    ("log-normal", {"loc": -1, "scale": 0.4}, stats.lognorm(0.4, scale=math.exp(-1)), [0.35, 0.9]),
    ("beta", {"concentration1": 6, "concentration0": 3}, stats.beta(6, 3), [0.7, 0.1]),
    ("von-mises", {"loc": 0, "concentration": 4}, stats.vonmises(4), [0.3, -2]),
]
COUNTS = [
    ("poisson", {"rate": 4}, stats.poisson(4), [3, 9]),
    ("bernoulli", {"probs": 0.7}, stats.bernoulli(0.7), [1, 0]),
]

intervals = []
for family, parameters, frozen, xs in CONTINUOUS:
    points = [interval(frozen, x, width) for x in xs for width in [0.32, 0.08, 0.001]]
    intervals.append({"family": family, "parameters": parameters, "points": points})
for family, parameters, frozen, xs in COUNTS:
    points = [discrete(frozen, x, width) for x in xs for width in [0.5, 4.5]]
    intervals.append({"family": family, "parameters": parameters, "points": points})

# Far out, where a difference of distribution functions near 1 has no digits: the mirrored one has.
tail = stats.norm(0, 1)
intervals.append(
    {
        "family": "normal",
        "parameters": {"loc": 0, "scale": 1},
        "points": [
            {"x": x, "width": 0.1, "probability": float(tail.sf(x - 0.05) - tail.sf(x + 0.05))}
            for x in [6, 9]
        ],
    }
)


def cross_entropy(lam):
    area, _ = integrate.quad(lambda x: lam**x * (1 - lam) ** (1 - x), 0, 1, epsabs=1e-14, epsrel=1e-13)
    mean, _ = integrate.quad(lambda x: x * lam**x * (1 - lam) ** (1 - x) / area, 0, 1, epsabs=1e-14, epsrel=1e-13)
    return {"lambda": lam, "area": area, "mean": mean}


def level(mean, deviation, at):
    density = stats.norm(mean, deviation)
    logistic = stats.logistic(mean, deviation * math.sqrt(3) / math.pi)
    below = 0 if at == 0 else logistic.cdf(at - 0.5)
    above = 1 if at == 255 else logistic.cdf(at + 0.5)
    dequantised, _ = integrate.quad(lambda u: -density.logpdf(at + u) / math.log(2), -0.5, 0.5, epsabs=1e-13, epsrel=1e-13)
    return {
        "mean": mean,
        "deviation": deviation,
        "level": at,
        "density": float(density.pdf(at)),
        "binned": float(density.cdf(at + 0.5) - density.cdf(at - 0.5)),
        "discretised": float(above - below),
        "dequantisedBits": dequantised,
    }


def kl(p, q, low, high):
    value, _ = integrate.quad(
        lambda x: p.pdf(x) * (p.logpdf(x) - q.logpdf(x)), low, high, epsabs=1e-13, epsrel=1e-13, limit=400,
        points=[0.4, 0.5],
    )
    return value


DECODERS = {"linear": lambda z: z, "tanh": math.tanh, "square": lambda z: z * z}
CONDITIONALS = {
    "normal": lambda h, sigma: stats.norm(h, sigma).pdf,
    "laplace": lambda h, sigma: stats.laplace(h, sigma).pdf,
    "bernoulli": lambda h, sigma: stats.bernoulli(1 / (1 + math.exp(-h))).pmf,
    "poisson": lambda h, sigma: stats.poisson(math.exp(h)).pmf,
}


def likelihood(family, decoder, at, along, x, low, high, kinks=()):
    """The integral of p(x|z) over one of what it is conditioned on."""

    def value(t):
        given = {**at, along: t}
        return float(CONDITIONALS[family](given["w"] * DECODERS[decoder](given["z"]), given["sigma"])(x))

    ends = [low, *kinks, high]
    area = sum(
        integrate.quad(value, a, b, epsabs=1e-13, epsrel=1e-12, limit=400)[0] for a, b in zip(ends, ends[1:])
    )
    return {"family": family, "decoder": decoder, **at, "along": along, "x": x, "from": low, "to": high, "area": area}


AT = {"z": 0.6, "w": 1.5, "sigma": 0.3}
likelihoods = [
    likelihood("normal", "tanh", AT, "z", 0.9, -3, 3),
    likelihood("normal", "square", AT, "z", 0.5, -3, 3),
    likelihood("normal", "tanh", AT, "w", 0.9, -3, 3),
    likelihood("normal", "linear", AT, "sigma", 0.95, 0.05, 2),
    likelihood("normal", "linear", AT, "sigma", 0.9, 0.05, 2),
    likelihood("laplace", "tanh", AT, "z", 0.9, -3, 3, [math.atanh(0.6)]),
    likelihood("laplace", "square", AT, "w", 0.9, -3, 3, [2.5]),
    likelihood("laplace", "tanh", AT, "sigma", -0.4, 0.05, 2),
    likelihood("bernoulli", "square", AT, "z", 1, -3, 3),
    likelihood("bernoulli", "linear", AT, "w", 0, -3, 3),
    likelihood("poisson", "tanh", AT, "z", 4, -3, 3),
    likelihood("poisson", "linear", AT, "w", 2, -3, 3),
]

write(
    "distributions",
    [np, scipy],
    {
        "intervals": intervals,
        "crossEntropy": [cross_entropy(lam) for lam in [0.01, 0.25, 0.5, 0.9, 0.99]],
        "levels": [level(*case) for case in [(128, 20, 128), (128, 20, 100), (10, 0.2, 10), (2, 6, 0), (250, 4, 255)]],
        "likelihoods": likelihoods,
        "laplaceKl": kl(stats.laplace(0.5, 0.1), stats.laplace(0.4, 0.2), -4, 5),
    },
)
