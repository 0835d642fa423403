"""Reference for ppcaMaximumLogLikelihood: the likelihood is evaluated with SciPy's multivariate normal at the
maximum, and a direct numerical maximisation confirms that nothing does better. Writes JSON to standard output.

    python3 scripts/reference/ppca.py > test/fixtures/references/ppca.json
"""

import json

import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.stats import multivariate_normal

cases = []
for seed, (count, dimensions, latent) in enumerate([(40, 3, 1), (60, 5, 2), (80, 6, 5), (30, 4, 3)]):
    rng = np.random.default_rng(seed)
    mixing = rng.normal(size=(dimensions, latent))
    data = rng.normal(size=(count, latent)) @ mixing.T + rng.normal(size=dimensions)
    data = np.round(data + 0.3 * rng.normal(size=data.shape), 6)
    mean = data.mean(0)

    # Closed form, then the density itself at those parameters: independent of the formula for the value.
    values, vectors = np.linalg.eigh(np.cov(data.T, bias=True))
    values, vectors = values[::-1], vectors[:, ::-1]
    variance = values[latent:].mean()
    weights = vectors[:, :latent] * np.sqrt(values[:latent] - variance)
    covariance = weights @ weights.T + variance * np.eye(dimensions)
    at_maximum = multivariate_normal(mean, covariance).logpdf(data).mean()

    def negative(flat):
        w, log_variance = flat[:-1].reshape(dimensions, latent), flat[-1]
        c = w @ w.T + np.exp(log_variance) * np.eye(dimensions)
        return -multivariate_normal(mean, c).logpdf(data).mean()

    starts = [rng.normal(size=dimensions * latent + 1) * 0.5 for _ in range(4)]
    best = max(-minimize(negative, start, method="BFGS").fun for start in starts)
    assert abs(best - at_maximum) < 1e-6, (best, at_maximum)
    cases.append(
        {
            "dimensions": dimensions,
            "latent": latent,
            "data": data.ravel().tolist(),
            "eigenvalues": values.tolist(),
            "averageLogLikelihood": at_maximum,
        }
    )

print(json.dumps({"numpy": np.__version__, "scipy": scipy.__version__, "cases": cases}))
