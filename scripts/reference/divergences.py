"""KL(N(mu, exp(logvar)) || N(0, 1)) by PyTorch in float64 with its gradient, and to 50 digits by mpmath.

Near collapse PyTorch's own value has lost its digits (that is the reason for the second column).
"""

import itertools

import mpmath as mp
import torch
from torch import distributions as dist

from versions import write

mp.mp.dps = 50

MU = [0.0, 1e-8, -1e-4, 1e-2, 0.7, -3.0]
LOGVAR = [0.0, 1e-8, 1e-4, -1e-4, -0.01, 0.3, 0.5, -0.5, -2.0, 3.0, -12.0]


def by_torch(mu, logvar):
    leaves = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (mu, logvar)]
    posterior = dist.Normal(leaves[0], torch.exp(0.5 * leaves[1]))
    prior = dist.Normal(torch.zeros((), dtype=torch.float64), torch.ones((), dtype=torch.float64))
    kl = dist.kl_divergence(posterior, prior)
    gradient = torch.autograd.grad(kl, leaves)
    return {"torch": float(kl), "gradient": {"mu": float(gradient[0]), "logvar": float(gradient[1])}}


def exact(mu, logvar):
    mean, log_variance = mp.mpf(mu), mp.mpf(logvar)
    return float((mean**2 + mp.exp(log_variance) - 1 - log_variance) / 2)


points = [
    {"mu": mu, "logvar": logvar, "exact": exact(mu, logvar), **by_torch(mu, logvar)}
    for mu, logvar in itertools.product(MU, LOGVAR)
]

write("divergences", [mp, torch], {"kl-normal-standard-normal": points})
