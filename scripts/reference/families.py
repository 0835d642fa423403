"""log p, distribution function, mean and variance of each family by SciPy, or by mpmath to 150 digits for families that
SciPy lacks; gradients of log p by PyTorch's autodiff in float64.
"""

import itertools
import math

import mpmath as mp
import numpy as np
import scipy
import torch
from scipy import stats
from torch import distributions as dist

from versions import write

mp.mp.dps = 150

THREE_LEVELS = {"levels": [0.0, 1.0, 2.0]}
FIVE_LEVELS = {
    "levels": [-1.0, -0.5, 0.0, 0.5, 1.0],
    "binWidth": 0.5,
    "minimum": -1.0,
    "maximum": 1.0,
}
SHARES = [[0.2, 0.3, 0.5], [0.01, 0.98, 0.01]]


class TruncatedExponential:
    """The continuous Bernoulli: an exponential cut off at 1, from the side that its logits say."""

    def __init__(self, probs):
        logits = math.log(probs) - math.log1p(-probs)
        self.mirrored = logits > 0
        self.frozen = (
            stats.uniform() if logits == 0 else stats.truncexpon(b=abs(logits), scale=1 / abs(logits))
        )

    def logpdf(self, x):
        return self.frozen.logpdf(1 - x if self.mirrored else x)

    def cdf(self, x):
        return 1 - self.frozen.cdf(1 - x) if self.mirrored else self.frozen.cdf(x)

    def mean(self):
        return 1 - self.frozen.mean() if self.mirrored else self.frozen.mean()

    def var(self):
        return self.frozen.var()


class Levels:
    """A distribution on listed levels, by its masses to 150 digits."""

    def __init__(self, levels, masses):
        self.levels, self.masses = [mp.mpf(level) for level in levels], masses

    def logpmf(self, x):
        return mp.log(self.masses[self.levels.index(mp.mpf(x))])

    def cdf(self, x):
        return mp.fsum(m for level, m in zip(self.levels, self.masses) if level <= x)

    def mean(self):
        return mp.fsum(level * m for level, m in zip(self.levels, self.masses))

    def var(self):
        mean = self.mean()
        return mp.fsum((level - mean) ** 2 * m for level, m in zip(self.levels, self.masses))


def logistic_masses(loc, scale):
    """Mass of each of the five levels; the first and the last bin are open."""
    cdf = lambda x: 1 / (1 + mp.exp(-(mp.mpf(x) - mp.mpf(loc)) / mp.mpf(scale)))
    edges = [cdf(level + 0.25) for level in FIVE_LEVELS["levels"][:-1]]
    return [upper - lower for lower, upper in zip([0, *edges], [*edges, 1])]


def mixed_masses(probs, loc, scale):
    parts = [logistic_masses(m, s) for m, s in zip(loc, scale)]
    return [mp.fsum(mp.mpf(p) * part[k] for p, part in zip(probs, parts)) for k in range(5)]


class ZeroInflated:
    """A negative binomial with extra zeros, from SciPy's own."""

    def __init__(self, totalCount, probs, gate):
        self.own, self.gate = stats.nbinom(totalCount, 1 - probs), gate

    def logpmf(self, x):
        if x == 0:
            return math.log(self.gate + (1 - self.gate) * self.own.pmf(0))
        return math.log1p(-self.gate) + self.own.logpmf(x)

    def cdf(self, x):
        return self.gate + (1 - self.gate) * self.own.cdf(x)

    def mean(self):
        return (1 - self.gate) * self.own.mean()

    def var(self):
        return (1 - self.gate) * (self.own.var() + self.gate * self.own.mean() ** 2)


class Shares:
    """SciPy's multinomial, with its variance of each dimension and no distribution function."""

    def __init__(self, n, probs):
        self.n, self.probs = n, np.array(probs)

    def logpmf(self, x):
        return stats.multinomial(self.n, self.probs).logpmf(x)

    def mean(self):
        return self.n * self.probs

    def var(self):
        return self.n * self.probs * (1 - self.probs)


class Circle:
    """SciPy's von Mises, with the circular variance in place of that of a line."""

    def __init__(self, loc, concentration):
        self.frozen, self.loc = stats.vonmises(concentration, loc), loc
        self.rest = 1 - mp.besseli(1, concentration) / mp.besseli(0, concentration)

    def logpdf(self, x):
        return self.frozen.logpdf(x)

    def cdf(self, x):
        return self.frozen.cdf(x)

    def mean(self):
        return self.loc

    def var(self):
        return self.rest


SCIPY = {
    "bernoulli": {
        "x": [0.0, 1.0],
        "parameters": {"probs": [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999]},
        "frozen": lambda probs: stats.bernoulli(probs),
        "log_prob": "logpmf",
    },
    "normal": {
        "x": [-7.5, -1.0, 0.0, 0.3, 2.0, 9.0],
        "parameters": {"loc": [-3.0, 0.0, 0.4], "scale": [0.1, 1.0, 3.5]},
        "frozen": lambda loc, scale: stats.norm(loc, scale),
        "log_prob": "logpdf",
    },
    "laplace": {
        "x": [-7.5, 0.0, 0.3, 9.0],
        "parameters": {"loc": [-3.0, 0.4], "scale": [0.1, 1.0, 3.5]},
        "frozen": lambda loc, scale: stats.laplace(loc, scale),
        "log_prob": "logpdf",
    },
    "student-t": {
        "x": [-40.0, -1.0, 0.3, 9.0],
        "parameters": {"df": [0.7, 2.5, 4.0, 60.0], "loc": [0.4], "scale": [0.1, 1.0, 3.5]},
        "frozen": lambda df, loc, scale: stats.t(df, loc, scale),
        "log_prob": "logpdf",
    },
    "continuous-bernoulli": {
        "x": [0.0, 0.02, 0.3, 0.75, 1.0],
        "parameters": {"probs": [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999]},
        "frozen": TruncatedExponential,
        "log_prob": "logpdf",
    },
    "beta": {
        "x": [1e-6, 0.02, 0.3, 0.75, 0.999],
        "parameters": {"concentration1": [0.3, 1.0, 4.5, 250.0], "concentration0": [0.6, 2.0, 90.0]},
        "frozen": lambda concentration1, concentration0: stats.beta(concentration1, concentration0),
        "log_prob": "logpdf",
    },
    "discretised-logistic": {
        "x": FIVE_LEVELS["levels"],
        "parameters": {"loc": [-3.0, 0.1, 0.8], "scale": [0.02, 0.3, 5.0]},
        "given": FIVE_LEVELS,
        "frozen": lambda loc, scale: Levels(FIVE_LEVELS["levels"], logistic_masses(loc, scale)),
        "log_prob": "logpmf",
    },
    "discretised-logistic-mixture": {
        "x": FIVE_LEVELS["levels"],
        "parameters": {
            "probs": SHARES,
            "loc": [[-1.5, 0.1, 0.8], [0.0, 0.0, 2.0]],
            "scale": [[0.02, 0.3, 5.0]],
        },
        "given": FIVE_LEVELS,
        "frozen": lambda probs, loc, scale: Levels(
            FIVE_LEVELS["levels"], mixed_masses(probs, loc, scale)
        ),
        "log_prob": "logpmf",
    },
    "categorical": {
        "x": THREE_LEVELS["levels"],
        "parameters": {"probs": SHARES},
        "given": THREE_LEVELS,
        "frozen": lambda probs: Levels(THREE_LEVELS["levels"], [mp.mpf(p) for p in probs]),
        "log_prob": "logpmf",
    },
    "one-hot-categorical": {
        "x": [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
        "parameters": {"probs": SHARES},
        "frozen": lambda probs: Shares(1, probs),
        "log_prob": "logpmf",
    },
    "poisson": {
        "x": [0.0, 1.0, 4.0, 30.0, 950.0],
        "parameters": {"rate": [0.02, 1.0, 7.5, 40.0, 1000.0]},
        "frozen": lambda rate: stats.poisson(rate),
        "log_prob": "logpmf",
    },
    "negative-binomial": {
        "x": [0.0, 1.0, 4.0, 30.0, 400.0],
        "parameters": {"totalCount": [0.3, 2.0, 50.0], "probs": [0.02, 0.5, 0.9]},
        "frozen": lambda totalCount, probs: stats.nbinom(totalCount, 1 - probs),
        "log_prob": "logpmf",
    },
    "zero-inflated-negative-binomial": {
        "x": [0.0, 1.0, 4.0, 30.0],
        "parameters": {"totalCount": [0.3, 12.0], "probs": [0.02, 0.9], "gate": [0.05, 0.7]},
        "frozen": ZeroInflated,
        "log_prob": "logpmf",
    },
    "multinomial": {
        "x": [[5.0, 0.0, 0.0], [1.0, 3.0, 1.0], [0.0, 0.0, 5.0]],
        "parameters": {"probs": SHARES},
        "given": {"totalCount": 5.0},
        "frozen": lambda probs: Shares(5, probs),
        "log_prob": "logpmf",
    },
    "log-normal": {
        "x": [1e-6, 0.1, 1.0, 2.5, 90.0],
        "parameters": {"loc": [-3.0, 0.4], "scale": [0.1, 1.0, 2.5]},
        "frozen": lambda loc, scale: stats.lognorm(s=scale, scale=math.exp(loc)),
        "log_prob": "logpdf",
    },
    "von-mises": {
        "x": [-2.5, 0.0, 0.3, 2.0],
        "parameters": {"loc": [-0.5, 0.4], "concentration": [0.01, 1.0, 8.0, 45.0]},
        "frozen": Circle,
        "log_prob": "logpdf",
    },
}


def i0_log_prob(x, loc, concentration):
    """PyTorch's own VonMises rests on a polynomial good to single precision."""
    log_i0 = torch.log(torch.special.i0e(concentration)) + concentration
    return concentration * torch.cos(x - loc) - math.log(2 * math.pi) - log_i0


def level_log_mass(x, loc, scale):
    """One logistic mass: the difference of the distribution function at both ends of the bin."""
    upper = torch.sigmoid((x + 0.25 - loc) / scale) if x < 1 else torch.ones_like(loc)
    lower = torch.sigmoid((x - 0.25 - loc) / scale) if x > -1 else torch.zeros_like(loc)
    return torch.log(upper - lower)


def negative_binomial(logmean, logdispersion):
    return dist.NegativeBinomial(torch.exp(logdispersion), logits=logmean - logdispersion)


def zero_inflated(x, own, gate):
    if x == 0:
        return torch.log(gate + (1 - gate) * torch.exp(own.log_prob(x)))
    return torch.log1p(-gate) + own.log_prob(x)


def of(make):
    """log p from a constructor of a distribution."""
    return lambda x, **leaves: make(**leaves).log_prob(x)


def beta_of_mean(logits, logconcentration):
    kappa = torch.exp(logconcentration)
    return dist.Beta(kappa * torch.sigmoid(logits), kappa * torch.sigmoid(-logits))


LOGITS = {"logits": [[0.3, -1.2, 0.8], [4.0, 0.0, -3.0]]}

TORCH = {
    "bernoulli": {
        "probs": ({"probs": [0.01, 0.3, 0.5, 0.9]}, of(lambda probs: dist.Bernoulli(probs=probs))),
        "logits": (
            {"logits": [-30.0, -2.0, 0.0, 0.7, 4.0, 30.0]},
            of(lambda logits: dist.Bernoulli(logits=logits)),
        ),
    },
    "normal": {
        "scale": ({"loc": [-3.0, 0.4], "scale": [0.1, 1.0, 3.5]}, of(dist.Normal)),
        "logvar": (
            {"loc": [-3.0, 0.4], "logvar": [-4.0, 0.0, 1.5]},
            of(lambda loc, logvar: dist.Normal(loc, torch.exp(0.5 * logvar))),
        ),
    },
    "laplace": {
        "scale": ({"loc": [-3.0, 0.4], "scale": [0.1, 3.5]}, of(dist.Laplace)),
        "logscale": (
            {"loc": [-3.0, 0.4], "logscale": [-2.0, 1.5]},
            of(lambda loc, logscale: dist.Laplace(loc, torch.exp(logscale))),
        ),
    },
    "student-t": {
        "scale": ({"df": [0.7, 4.0], "loc": [0.4], "scale": [0.1, 3.5]}, of(dist.StudentT)),
        "logscale": (
            {"logdf": [-0.3, 1.4, 4.0], "loc": [0.4], "logscale": [-2.0, 1.5]},
            of(lambda logdf, loc, logscale: dist.StudentT(torch.exp(logdf), loc, torch.exp(logscale))),
        ),
    },
    "continuous-bernoulli": {
        "probs": ({"probs": [0.01, 0.3, 0.9]}, of(lambda probs: dist.ContinuousBernoulli(probs))),
        "logits": (
            {"logits": [-7.0, -2.0, 0.7, 4.0]},
            of(lambda logits: dist.ContinuousBernoulli(logits=logits)),
        ),
    },
    "beta": {
        "concentrations": (
            {"concentration1": [0.3, 4.5], "concentration0": [0.6, 90.0]},
            of(dist.Beta),
        ),
        "logits": (
            {"logits": [-2.0, 0.3], "logconcentration": [-1.0, 2.0, 5.0]},
            of(beta_of_mean),
        ),
    },
    "discretised-logistic": {
        "scale": ({"loc": [0.1, 0.8], "scale": [0.1, 2.0]}, level_log_mass),
        "logscale": (
            {"loc": [0.1, 0.8], "logscale": [-2.0, 0.5]},
            lambda x, loc, logscale: level_log_mass(x, loc, torch.exp(logscale)),
        ),
    },
    "discretised-logistic-mixture": {
        "scale": (
            {"probs": SHARES[:1], "loc": [[-0.5, 0.1, 0.8]], "scale": [[0.1, 0.3, 2.0]]},
            lambda x, probs, loc, scale: torch.logsumexp(
                torch.log(probs) + level_log_mass(x, loc, scale), 0
            ),
        ),
        "logscale": (
            {**LOGITS, "loc": [[-0.5, 0.1, 0.8]], "logscale": [[-2.0, -1.0, 0.5]]},
            lambda x, logits, loc, logscale: torch.logsumexp(
                torch.log_softmax(logits, 0) + level_log_mass(x, loc, torch.exp(logscale)), 0
            ),
        ),
    },
    "categorical": {
        # Not dist.Categorical(probs): it divides by their sum first, which changes the derivatives.
        "probs": ({"probs": SHARES}, lambda x, probs: torch.log(probs[x.long()])),
        "logits": (LOGITS, of(lambda logits: dist.Categorical(logits=logits))),
    },
    "one-hot-categorical": {
        "probs": ({"probs": SHARES}, lambda x, probs: (x * torch.log(probs)).sum()),
        "logits": (LOGITS, of(lambda logits: dist.OneHotCategorical(logits=logits))),
    },
    "poisson": {
        "rate": ({"rate": [0.02, 7.5, 40.0]}, of(dist.Poisson)),
        "lograte": (
            {"lograte": [-4.0, 0.3, 3.5]},
            of(lambda lograte: dist.Poisson(torch.exp(lograte))),
        ),
    },
    "negative-binomial": {
        "probs": (
            {"totalCount": [0.3, 12.0], "probs": [0.02, 0.9]},
            of(lambda totalCount, probs: dist.NegativeBinomial(totalCount, probs=probs)),
        ),
        "logits": (
            {"totalCount": [0.3, 12.0], "logits": [-4.0, 2.0]},
            of(lambda totalCount, logits: dist.NegativeBinomial(totalCount, logits=logits)),
        ),
        "logmean": (
            {"logmean": [-2.0, 2.5], "logdispersion": [-1.0, 2.5]},
            of(negative_binomial),
        ),
    },
    "zero-inflated-negative-binomial": {
        "probs": (
            {"totalCount": [0.3, 12.0], "probs": [0.02, 0.9], "gate": [0.05, 0.7]},
            lambda x, totalCount, probs, gate: zero_inflated(
                x, dist.NegativeBinomial(totalCount, probs=probs), gate
            ),
        ),
        "logmean": (
            {"logmean": [-2.0, 2.5], "logdispersion": [-1.0, 2.5], "gatelogits": [-3.0, 0.8]},
            lambda x, logmean, logdispersion, gatelogits: zero_inflated(
                x, negative_binomial(logmean, logdispersion), torch.sigmoid(gatelogits)
            ),
        ),
    },
    "multinomial": {
        "probs": (
            {"probs": SHARES},
            lambda x, probs: torch.lgamma(x.sum() + 1)
            - torch.lgamma(x + 1).sum()
            + torch.xlogy(x, probs).sum(),
        ),
        "logits": (LOGITS, of(lambda logits: dist.Multinomial(5, logits=logits))),
    },
    "log-normal": {
        "scale": ({"loc": [-3.0, 0.4], "scale": [0.1, 2.5]}, of(dist.LogNormal)),
        "logscale": (
            {"loc": [-3.0, 0.4], "logscale": [-2.0, 1.0]},
            of(lambda loc, logscale: dist.LogNormal(loc, torch.exp(logscale))),
        ),
    },
    "von-mises": {
        "concentration": ({"loc": [0.4], "concentration": [0.3, 8.0, 45.0]}, i0_log_prob),
        "logconcentration": (
            {"loc": [0.4], "logconcentration": [-2.0, 1.0, 5.0]},
            lambda x, loc, logconcentration: i0_log_prob(x, loc, torch.exp(logconcentration)),
        ),
    },
}


def grid(parameters):
    return [dict(zip(parameters, values)) for values in itertools.product(*parameters.values())]


def plain(value):
    """Numbers as they go into JSON; null for what is infinite or undefined."""
    if np.ndim(value) > 0:
        return [plain(part) for part in value]
    number = float(value)
    return number if math.isfinite(number) else None


def values_of(entry):
    for parameters in grid(entry["parameters"]):
        frozen = entry["frozen"](**parameters)
        for x in entry["x"]:
            yield {
                "x": x,
                "parameters": {**parameters, **entry.get("given", {})},
                "logProb": plain(getattr(frozen, entry["log_prob"])(x)),
                "cdf": plain(frozen.cdf(x)) if hasattr(frozen, "cdf") else None,
                "mean": plain(frozen.mean()),
                "variance": plain(frozen.var()),
            }


def gradients_of(form, entry):
    values, log_prob_of = form
    for parameters in grid(values):
        for x in entry["x"]:
            leaves = {
                name: torch.tensor(value, dtype=torch.float64, requires_grad=True)
                for name, value in parameters.items()
            }
            log_prob = log_prob_of(torch.tensor(x, dtype=torch.float64), **leaves)
            gradients = torch.autograd.grad(log_prob, list(leaves.values()))
            yield {
                "x": x,
                "parameters": {**parameters, **entry.get("given", {})},
                "logProb": plain(log_prob.item()),
                "gradient": {name: plain(g.tolist()) for name, g in zip(leaves, gradients)},
            }


families = {
    family: {
        "points": list(values_of(entry)),
        "gradients": {
            name: [point for point in gradients_of(form, entry) if point["logProb"] is not None]
            for name, form in TORCH[family].items()
        },
    }
    for family, entry in SCIPY.items()
}

write("families", [scipy, mp, torch], {"families": families})
