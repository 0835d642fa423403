"""KL divergences by PyTorch in float64 with their gradients, and to 50 digits by mpmath where there is a formula.

Near collapse PyTorch's own value of the Gaussian KL has lost its digits (that is the reason for the second column).
"""

import itertools
import math

import mpmath as mp
import numpy as np
import scipy
import torch
from scipy import integrate
from torch import distributions as dist

from versions import write

mp.mp.dps = 50

MU = [0.0, 1e-8, -1e-4, 1e-2, 0.7, -3.0]
LOGVAR = [0.0, 1e-8, 1e-4, -1e-4, -0.01, 0.3, 0.5, -0.5, -2.0, 3.0, -12.0]
LOGITS = [[0.0, 0.0, 0.0], [1e-5, 0.0, -1e-5], [0.3, -1.2, 0.8], [4.0, 0.0, -30.0]]


def normal(loc, logvar):
    return dist.Normal(loc, torch.exp(0.5 * logvar))


def zero():
    return torch.zeros((), dtype=torch.float64)


def gaussian(mu, logvar, priorMu=0, priorLogvar=0):
    ratio = mp.mpf(logvar) - mp.mpf(priorLogvar)
    distance = (mp.mpf(mu) - mp.mpf(priorMu)) ** 2 * mp.exp(-mp.mpf(priorLogvar))
    return (distance + mp.exp(ratio) - 1 - ratio) / 2


def shares(logits):
    weights = [mp.exp(mp.mpf(logit)) for logit in logits]
    return [weight / mp.fsum(weights) for weight in weights]


def categorical(logits, priorLogits=None, categories=None):
    q = shares(logits)
    p = shares(priorLogits if priorLogits is not None else [0] * len(logits))
    return mp.fsum(a * (mp.log(a) - mp.log(b)) for a, b in zip(q, p))


def gamma(concentration, rate, priorConcentration, priorRate):
    a, b, c, d = (mp.mpf(v) for v in (concentration, rate, priorConcentration, priorRate))
    gammas = mp.loggamma(c) - mp.loggamma(a)
    return (a - c) * mp.digamma(a) + gammas + c * mp.log(b / d) + a * (d - b) / b


def beta(concentration1, concentration0, priorConcentration1, priorConcentration0):
    a, b = mp.mpf(concentration1), mp.mpf(concentration0)
    c, d = mp.mpf(priorConcentration1), mp.mpf(priorConcentration0)
    logs = mp.log(mp.beta(c, d)) - mp.log(mp.beta(a, b))
    digammas = (a - c) * mp.digamma(a) + (b - d) * mp.digamma(b)
    return logs + digammas - (a - c + b - d) * mp.digamma(a + b)


def von_mises(loc, concentration):
    kappa = mp.mpf(concentration)
    return kappa * mp.besseli(1, kappa) / mp.besseli(0, kappa) - mp.log(mp.besseli(0, kappa))


def von_mises_torch(loc, concentration):
    """PyTorch knows no uniform distribution of the circle; its i0e and i1e differentiate."""
    zeroth, first = torch.special.i0e(concentration), torch.special.i1e(concentration)
    return concentration * first / zeroth - torch.log(zeroth) - concentration + 0 * loc


def product(**values):
    return [dict(zip(values, row)) for row in itertools.product(*values.values())]


FORMULAS = {
    "kl-normal-standard-normal": (
        gaussian,
        lambda mu, logvar: dist.kl_divergence(normal(mu, logvar), normal(zero(), zero())),
        product(mu=MU, logvar=LOGVAR),
    ),
    "kl-normal-normal": (
        gaussian,
        lambda mu, logvar, priorMu, priorLogvar: dist.kl_divergence(
            normal(mu, logvar), normal(priorMu, priorLogvar)
        ),
        product(mu=[0.0, 0.7], logvar=[0.0, 0.3, -4.0], priorMu=[0.0, 0.7, -2.0], priorLogvar=[0.0, 0.3, 2.0]),
    ),
    "kl-categorical-uniform": (
        categorical,
        lambda logits, categories: dist.kl_divergence(
            dist.Categorical(logits=logits), dist.Categorical(logits=torch.zeros_like(logits))
        )
        + 0 * categories,
        product(logits=LOGITS, categories=[3.0]),
    ),
    "kl-categorical-categorical": (
        categorical,
        lambda logits, priorLogits: dist.kl_divergence(
            dist.Categorical(logits=logits), dist.Categorical(logits=priorLogits)
        ),
        product(logits=LOGITS[1:], priorLogits=LOGITS[1:]),
    ),
    "kl-gamma-gamma": (
        gamma,
        lambda concentration, rate, priorConcentration, priorRate: dist.kl_divergence(
            dist.Gamma(concentration, rate), dist.Gamma(priorConcentration, priorRate)
        ),
        product(concentration=[0.4, 3.0], rate=[0.5, 2.0], priorConcentration=[0.4, 3.0, 20.0], priorRate=[0.5, 2.0]),
    ),
    "kl-beta-beta": (
        beta,
        lambda concentration1, concentration0, priorConcentration1, priorConcentration0: dist.kl_divergence(
            dist.Beta(concentration1, concentration0),
            dist.Beta(priorConcentration1, priorConcentration0),
        ),
        product(
            concentration1=[0.4, 3.0], concentration0=[0.7, 12.0], priorConcentration1=[1.0, 3.0], priorConcentration0=[1.0, 12.0]
        ),
    ),
    "kl-von-mises-uniform": (
        von_mises,
        von_mises_torch,
        product(loc=[0.4], concentration=[1e-6, 0.01, 0.5, 3.0, 40.0, 900.0]),
    ),
}


def plain(tensor):
    return tensor.tolist()


def with_torch(kl_of, parameters):
    leaves = {
        name: torch.tensor(value, dtype=torch.float64, requires_grad=True)
        for name, value in parameters.items()
    }
    kl = kl_of(**leaves)
    gradients = torch.autograd.grad(kl, list(leaves.values()))
    return {
        "torch": float(kl),
        "gradient": {name: plain(g) for name, g in zip(leaves, gradients)},
    }


def formula_points(exact, kl_of, rows):
    return [
        {
            "parameters": parameters,
            "exact": float(exact(**parameters)),
            **with_torch(kl_of, parameters),
        }
        for parameters in rows
    ]


TRILS = [[[1.0, 0.0], [0.0, 1.0]], [[0.3, 0.0], [-0.8, 2.0]], [[1.5, 0.0], [0.4, 0.01]]]
MEANS = [[0.0, 0.0], [0.7, -2.0]]


def multivariate_points():
    for loc, tril, prior_loc, prior_tril in itertools.product(MEANS, TRILS, MEANS[:1], TRILS):
        tensors = [torch.tensor(v, dtype=torch.float64) for v in (loc, tril, prior_loc, prior_tril)]
        q, p = (
            dist.MultivariateNormal(mean, scale_tril=factor)
            for mean, factor in (tensors[:2], tensors[2:])
        )
        yield {
            "parameters": {
                "loc": loc,
                "scaleTril": sum(tril, []),
                "priorLoc": prior_loc,
                "priorScaleTril": sum(prior_tril, []),
            },
            "exact": float(dist.kl_divergence(q, p)),
        }


def sphere_kl(kappa, dimension):
    """By SciPy's quadrature over the component w along the mean direction, whose density is (1 - w^2)^((d - 3)/2)."""
    weight = lambda theta, k: math.exp(k * (math.cos(theta) - 1)) * math.sin(theta) ** (dimension - 2)
    total = lambda k, g: integrate.quad(
        lambda theta: weight(theta, k) * g(theta), 0, math.pi, epsabs=0, epsrel=1e-13, limit=400
    )[0]
    mass, uniform = total(kappa, lambda _: 1.0), total(0.0, lambda _: 1.0)
    along = total(kappa, math.cos) / mass
    return kappa * (along - 1) - math.log(mass / uniform)


def sphere_points():
    for dimension, kappa in itertools.product([2, 3, 10, 50], [0.01, 1.0, 12.0, 300.0]):
        direction = [0.6, 0.8] + [0.0] * (dimension - 2)
        yield {
            "parameters": {"loc": direction, "concentration": kappa},
            "exact": sphere_kl(kappa, dimension),
        }


write(
    "divergences",
    [mp, np, scipy, torch],
    {
        **{name: formula_points(*formula) for name, formula in FORMULAS.items()},
        "kl-multivariate-normal": list(multivariate_points()),
        "kl-von-mises-fisher-uniform": list(sphere_points()),
    },
)
