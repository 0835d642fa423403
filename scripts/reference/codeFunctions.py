"""References for the special functions loss code can call, from SciPy."""

import numpy as np
import scipy
import scipy.special as sp

from versions import write

POINTS = [1e-3, 0.15, 0.3, 0.5, 0.75, 0.85, 1.0, 1.5, 2.0, 3.7, 9.99, 12.5, 25.0]


def rows(function):
    return [{"x": x, "value": float(function(x))} for x in POINTS]


write(
    "codeFunctions",
    [np, scipy],
    {
        "logGamma": rows(sp.gammaln),
        "digamma": rows(sp.digamma),
        "besselI0": rows(sp.i0),
        "logBesselI0": rows(lambda x: np.log(sp.i0(x))),
        "logSigmoid": rows(sp.log_expit),
    },
)
