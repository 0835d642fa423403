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

ARGUMENTS = [1e-6, 1e-3, 0.1, 0.5, 0.9, 1.0, 1.3, 1.7, 2.0, 2.5, 3.7, 7.7, 9.99, 12.5, 24.9, 25.1, 100.3, 1e4, 1e6]
COUNTS = [0.0, 1e-3, 0.5, 1.0, 3.2, 17.0, 1000.0, 1e6]
RATES = [0.002, 0.5, 1.0001, 3.3, 16.9, 1001.5]
MODERATE = [value for value in SIGNED if abs(value) <= 20]


def or_at_zero(at_zero, function):
    """The function, with its limit at 0."""
    return lambda x: mp.mpf(at_zero) if x == 0 else function(x)


def ratio(x):
    return mp.besseli(1, x) / mp.besseli(0, x)


UNARY = {
    "exp": (mp.exp, mp.exp, SIGNED),
    "log": (mp.log, lambda x: 1 / x, POSITIVE),
    "log1p": (lambda x: mp.log(1 + x), lambda x: 1 / (1 + x), [v for v in SIGNED if v > -0.6]),
    "sqrt": (mp.sqrt, lambda x: 1 / (2 * mp.sqrt(x)), POSITIVE),
    "abs": (abs, mp.sign, SIGNED),
    "sin": (mp.sin, mp.cos, MODERATE),
    "cos": (mp.cos, lambda x: -mp.sin(x), MODERATE),
    "tanh": (mp.tanh, lambda x: mp.sech(x) ** 2, MODERATE),
    "sigmoid": (
        lambda x: 1 / (1 + mp.exp(-x)),
        lambda x: mp.exp(-x) / (1 + mp.exp(-x)) ** 2,
        SIGNED,
    ),
    "softplus": (lambda x: mp.log(1 + mp.exp(x)), lambda x: 1 / (1 + mp.exp(-x)), SIGNED),
    "expm1MinusX": (lambda x: mp.exp(x) - 1 - x, lambda x: mp.exp(x) - 1, SIGNED),
    "log1mExp": (lambda x: mp.log(1 - mp.exp(-x)), lambda x: 1 / (mp.exp(x) - 1), POSITIVE),
    "logGamma": (mp.loggamma, mp.digamma, ARGUMENTS),
    "digamma": (mp.digamma, lambda x: mp.polygamma(1, x), ARGUMENTS),
    "logFactorialRemainder": (
        or_at_zero(0, lambda x: mp.loggamma(x + 1) - x * mp.log(x) + x),
        lambda x: mp.digamma(x + 1) - mp.log(x),
        ARGUMENTS,
    ),
    "logBesselI0": (lambda x: mp.log(mp.besseli(0, x)), ratio, ARGUMENTS[:-2]),
    "logBesselI0e": (
        lambda x: mp.log(mp.besseli(0, x)) - x,
        lambda x: ratio(x) - 1,
        ARGUMENTS[:-2],
    ),
    "besselRatio": (ratio, lambda x: 1 - ratio(x) / x - ratio(x) ** 2, ARGUMENTS[:-2]),
    "xCothX": (
        or_at_zero(1, lambda x: x * mp.coth(x)),
        or_at_zero(0, lambda x: mp.coth(x) - x * mp.csch(x) ** 2),
        SIGNED,
    ),
    "langevin": (
        or_at_zero(0, lambda x: mp.coth(x) - 1 / x),
        or_at_zero(mp.mpf(1) / 3, lambda x: 1 / x**2 - mp.csch(x) ** 2),
        SIGNED,
    ),
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

PAIRS = {
    "klDiv": (
        lambda x, y: y if x == 0 else x * mp.log(x / y) - x + y,
        [lambda x, y: -mp.inf if x == 0 else mp.log(x / y), lambda x, y: 1 - x / y],
        list(itertools.product(COUNTS[1:], RATES)),
    ),
    "devianceOfShift": (
        lambda d, y: (y + d) * mp.log(1 + d / y) - d,
        [lambda d, y: mp.log(1 + d / y), lambda d, y: mp.log(1 + d / y) - d / y],
        [(share * y, y) for share in [-0.9, -0.3, -1e-5, 1e-9, 0.2, 0.6, 4.0] for y in RATES],
    ),
    "max": (
        lambda x, y: max(x, y),
        [lambda x, y: mp.mpf(x > y), lambda x, y: mp.mpf(x <= y)],
        list(itertools.product([-2.5, 0.5, 3.0], [-3.0, 0.25, 7.0])),
    ),
    "greater": (
        lambda x, y: mp.mpf(x > y),
        [lambda x, y: mp.mpf(0), lambda x, y: mp.mpf(0)],
        [(3.0, 2.0), (2.0, 3.0), (-1.0, 0.0), (0.25, -0.5)],
    ),
    "equal": (
        lambda x, y: mp.mpf(x == y),
        [lambda x, y: mp.mpf(0), lambda x, y: mp.mpf(0)],
        [(3.0, 3.0), (3.0, 2.0), (-1.0, -1.0), (0.25, 0.5)],
    ),
}


def incomplete_beta(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


TRIPLES = {
    "betainc": (
        incomplete_beta,
        [
            lambda a, b, x: mp.diff(lambda t: incomplete_beta(t, b, x), a),
            lambda a, b, x: mp.diff(lambda t: incomplete_beta(a, t, x), b),
            lambda a, b, x: x ** (a - 1) * (1 - x) ** (b - 1) / mp.beta(a, b),
        ],
        list(itertools.product([0.3, 1.0, 2.5, 30.0], [0.5, 1.5, 60.0], [0.01, 0.3, 0.77, 0.95])),
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

for name, (value, derivatives, inputs) in PAIRS.items():
    functions[name] = [point(args, value, derivatives) for args in inputs]
# Numerical derivatives of a numerical integral: 40 digits are enough, and 150 would take an hour.
with mp.workdps(40):
    for name, (value, derivatives, inputs) in TRIPLES.items():
        functions[name] = [point(args, value, derivatives) for args in inputs]

ORDERS = list(itertools.product([0.0, 0.5, 1.0, 4.0, 24.5], [0.01, 1.0, 10.0, 100.0, 1000.0]))
bessel = [
    {
        "args": [order, x],
        "value": float(mp.log(mp.besseli(order, x))),
        "quotient": float(mp.besseli(mp.mpf(order) + 1, x) / mp.besseli(order, x)),
    }
    for order, x in ORDERS
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
    {
        "functions": functions,
        "normalCdf": normal_cdf,
        "logSumExp": log_sum_exp,
        "logBesselI": bessel,
    },
)
