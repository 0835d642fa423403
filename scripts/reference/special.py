"""Elementwise functions of Expr, their partial derivatives and special functions, to 150 digits by mpmath.

Arguments are float64 numbers taken exactly; values are the float64 numbers nearest to the true ones.
"""

import itertools

import mpmath as mp

from versions import write

mp.mp.dps = 150

SIGNED = [0.0]
for magnitude in [1e-12, 1e-8, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.49, 0.5, 0.51, 1.0, 2.5, 7.0, 20.0, 40.0, 120.0]:
    SIGNED += [magnitude, -magnitude]
POSITIVE = [value for value in SIGNED if value > 0]
UNIT = [1e-12, 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 2.0**-40]

UNARY = {
    "exp": (mp.exp, mp.exp, SIGNED),
    "log": (mp.log, lambda x: 1 / x, POSITIVE),
    "log1p": (lambda x: mp.log(1 + x), lambda x: 1 / (1 + x), [v for v in SIGNED if v > -0.6]),
    "sqrt": (mp.sqrt, lambda x: 1 / (2 * mp.sqrt(x)), POSITIVE),
    "abs": (abs, mp.sign, SIGNED),
    "sigmoid": (
        lambda x: 1 / (1 + mp.exp(-x)),
        lambda x: mp.exp(-x) / (1 + mp.exp(-x)) ** 2,
        SIGNED,
    ),
    "softplus": (lambda x: mp.log(1 + mp.exp(x)), lambda x: 1 / (1 + mp.exp(-x)), SIGNED),
    "expm1MinusX": (lambda x: mp.exp(x) - 1 - x, lambda x: mp.exp(x) - 1, SIGNED),
}

BINARY = {
    "xLogY": (
        lambda x, y: x * mp.log(y),
        [lambda x, y: mp.log(y), lambda x, y: x / y],
        [v for v in POSITIVE if v <= 40],
    ),
    "xLog1pMinusY": (
        lambda x, y: x * mp.log(1 - y),
        [lambda x, y: mp.log(1 - y), lambda x, y: -x / (1 - y)],
        UNIT,
    ),
}


def point(args, value, derivatives):
    exact = [mp.mpf(arg) for arg in args]
    return {
        "args": list(args),
        "value": float(value(*exact)),
        "derivatives": [float(derivative(*exact)) for derivative in derivatives],
    }


functions = {
    name: [point([x], value, [derivative]) for x in inputs]
    for name, (value, derivative, inputs) in UNARY.items()
}
for name, (value, derivatives, second) in BINARY.items():
    functions[name] = [
        point(args, value, derivatives)
        for args in itertools.product([1e-3, 0.3, 1.0, 2.0], second)
    ]

normal_cdf = [
    {"args": [z], "value": float(mp.erfc(-mp.mpf(z) / mp.sqrt(2)) / 2)}
    for z in sorted(SIGNED[:-4] + [-37.3, -36.9, -33.33, -29.97, -24.1, -17.77, -12.3, -8.0, -3.3, -1.21, -1.2, -1.19, 1.19, 1.2, 1.21, 3.3, 8.0])
]

LISTS = [[0.0], [0.0, 0.0], [1.0, 2.0, 3.0], [-1000.0, -1001.0], [1000.0, 999.5, -1000.0], [-0.5, 1e-9, 0.25, 4.0]]
log_sum_exp = [
    {"args": values, "value": float(mp.log(mp.fsum(mp.exp(mp.mpf(value)) for value in values)))}
    for values in LISTS
]

write(
    "special",
    [mp],
    {"functions": functions, "normalCdf": normal_cdf, "logSumExp": log_sum_exp},
)
