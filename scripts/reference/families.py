"""log p, distribution function and mean of each family by SciPy, gradients of log p by PyTorch in float64."""

import itertools

import scipy
import torch
from scipy import stats
from torch import distributions as dist

from versions import write

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
}

TORCH = {
    "bernoulli": {
        "probs": {
            "parameters": {"probs": [0.01, 0.3, 0.5, 0.9]},
            "make": lambda probs: dist.Bernoulli(probs=probs),
        },
        "logits": {
            "parameters": {"logits": [-30.0, -2.0, 0.0, 0.7, 4.0, 30.0]},
            "make": lambda logits: dist.Bernoulli(logits=logits),
        },
    },
    "normal": {
        "scale": {
            "parameters": {"loc": [-3.0, 0.4], "scale": [0.1, 1.0, 3.5]},
            "make": lambda loc, scale: dist.Normal(loc, scale),
        },
        "logvar": {
            "parameters": {"loc": [-3.0, 0.4], "logvar": [-4.0, 0.0, 1.5]},
            "make": lambda loc, logvar: dist.Normal(loc, torch.exp(0.5 * logvar)),
        },
    },
}


def grid(parameters):
    return [dict(zip(parameters, values)) for values in itertools.product(*parameters.values())]


def values_of(entry):
    for parameters in grid(entry["parameters"]):
        frozen = entry["frozen"](**parameters)
        for x in entry["x"]:
            yield {
                "x": x,
                "parameters": parameters,
                "logProb": float(getattr(frozen, entry["log_prob"])(x)),
                "cdf": float(frozen.cdf(x)),
                "mean": float(frozen.mean()),
            }


def gradients_of(form, xs):
    for parameters in grid(form["parameters"]):
        for x in xs:
            leaves = {
                name: torch.tensor(value, dtype=torch.float64, requires_grad=True)
                for name, value in parameters.items()
            }
            log_prob = form["make"](**leaves).log_prob(torch.tensor(x, dtype=torch.float64))
            gradients = torch.autograd.grad(log_prob, list(leaves.values()))
            yield {
                "x": x,
                "parameters": parameters,
                "logProb": float(log_prob),
                "gradient": {name: float(g) for name, g in zip(leaves, gradients)},
            }


families = {
    family: {
        "points": list(values_of(entry)),
        "gradients": {
            form: list(gradients_of(TORCH[family][form], entry["x"])) for form in TORCH[family]
        },
    }
    for family, entry in SCIPY.items()
}

write("families", [scipy, torch], {"families": families})
