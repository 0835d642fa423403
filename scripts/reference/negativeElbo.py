"""Whole -ELBO losses as PyTorch code computes them: summed over event axes, averaged over the batch, float64."""

import torch
import torch.nn.functional as F
from torch import distributions as dist

from versions import write

BATCH, DATA, LATENT = 3, 4, 2
torch.manual_seed(3)
torch.set_default_dtype(torch.float64)

binary = (torch.rand(BATCH, DATA) > 0.5).double()
real = torch.randn(BATCH, DATA)
output = torch.randn(BATCH, DATA)
logvar_x = 0.5 * torch.randn(DATA)
mu = torch.randn(BATCH, LATENT)
logvar = torch.randn(BATCH, LATENT)
SIGMA = 0.7

kl = dist.kl_divergence(dist.Normal(mu, torch.exp(0.5 * logvar)), dist.Normal(0.0, 1.0)).sum() / BATCH
reconstruction_loss = {
    "bernoulli": F.binary_cross_entropy_with_logits(output, binary, reduction="sum") / BATCH,
    "normalFixedScale": -dist.Normal(output, SIGMA).log_prob(real).sum() / BATCH,
    "normalPerDimension": F.gaussian_nll_loss(
        output, real, logvar_x.exp().expand(BATCH, DATA), full=True, reduction="sum"
    )
    / BATCH,
}

write(
    "negativeElbo",
    [torch],
    {
        "shape": {"batch": BATCH, "data": DATA, "latent": LATENT},
        "binary": binary.flatten().tolist(),
        "real": real.flatten().tolist(),
        "output": output.flatten().tolist(),
        "sigma": SIGMA,
        "logvarOfX": logvar_x.tolist(),
        "mu": mu.flatten().tolist(),
        "logvar": logvar.flatten().tolist(),
        "kl": float(kl),
        "reconstructionLoss": {name: float(value) for name, value in reconstruction_loss.items()},
    },
)
