// Ways values travel between statements, functions and objects before a loss is stated.

export const flowPrograms: Readonly<Record<string, string>> = {
  'tuples and dictionaries returned by helpers': `
import torch
import torch.nn.functional as F
def terms(x, out):
    rec = F.mse_loss(out['x_hat'], x, reduction='sum') / x.shape[0]  #! reconstruction gaussian_fixed mean,sum
    kl = 0.5 * (out['mu'] ** 2 + out['logvar'].exp() - out['logvar'] - 1).sum(1).mean()  #! kl logvar mean,sum
    return {'rec': rec, 'kl': kl}
def loss(x, out, beta):
    parts = terms(x, out)
    return parts['rec'] + beta * parts['kl']  #! elbo_total; beta = beta/2
`,
  'a sum over a comprehension, partial and a lambda': `
import torch
import torch.nn.functional as F
from functools import partial
kl_one = lambda mu, lv: -0.5 * torch.sum(1 + lv - mu ** 2 - lv.exp(), dim=1)  #! kl logvar none,sum
nll = partial(F.binary_cross_entropy_with_logits, reduction='none')
def loss(x, logits, heads):
    rec = nll(logits, x).sum(dim=1)  #! reconstruction bernoulli_logits mean,sum
    kl = sum(kl_one(mu, lv) for mu, lv in heads)
    return (rec + kl).mean()  #! elbo_total; beta = 1
`,
  'settings of a constructor and a schedule': `
import torch
import torch.nn.functional as F
class Trainer:
    def __init__(self, model, beta_max=4.0, warmup_steps=1000):
        self.model = model
        self.beta_max = beta_max
        self.warmup_steps = warmup_steps
    def step(self, x, global_step):
        x_hat, mu, logvar = self.model(x)
        rec = F.mse_loss(x_hat, x, reduction='none').flatten(1).sum(-1)  #! reconstruction gaussian_fixed mean,sum
        kl = (-0.5 * (1 + logvar - mu.pow(2) - logvar.exp())).sum(-1)  #! kl logvar mean,sum
        beta = min(1.0, global_step / self.warmup_steps) * self.beta_max
        loss = (rec + beta * kl).mean()  #! elbo_total
        return loss
`,
  'with, try and a training loop at module level': `
import torch
import torch.nn.functional as F
for epoch in range(10):
    for x, _ in loader:
        try:
            with torch.cuda.amp.autocast():
                recon, mu, logvar = model(x)
                bce = F.binary_cross_entropy(recon, x, reduction='sum')  #! reconstruction bernoulli sum,sum
                kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #! kl logvar sum,sum
                loss = bce + kld  #! elbo_total; beta = 1
        except RuntimeError:
            continue
        loss.backward()
`,
  'a loss chosen by name': `
import torch
import torch.nn as nn
class Loss(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.rec = nn.BCELoss(reduction='none') if kind == 'bce' else nn.MSELoss(reduction='none')
    def forward(self, x_hat, x, mu, logvar):
        kl = 0.5 * torch.sum(mu.pow(2) + logvar.exp() - 1 - logvar, 1)  #! kl logvar mean,sum
        rec = self.rec(x_hat, x).sum(1)  #! reconstruction mean,sum
        return (rec + kl).mean()  #! elbo_total
`,
  'a base class with the KL, a derived one with the likelihood': `
import torch
import torch.nn.functional as F
from torch import nn
class Base(nn.Module):
    def kl(self, mu, logvar):
        return -0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=-1)  #! kl logvar none,sum
    def loss(self, x, params):
        mu, logvar, out = params
        return (self.nll(x, out) + self.beta * self.kl(mu, logvar)).mean()  #! elbo_total
class Gaussian(Base):
    def nll(self, x, out):
        return 0.5 * ((x - out) ** 2).sum(-1)  #! reconstruction gaussian_fixed none,sum
`,
  'log density by a helper, latent and data alike': `
import torch
import math
def log_normal(x, mu, logvar):
    return -0.5 * (math.log(2 * math.pi) + logvar + (x - mu) ** 2 / logvar.exp()).sum(-1)  #! reconstruction gaussian_learned_var logvar
def elbo(x, enc, dec):
    mu, logvar = enc(x)
    z = mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)  #! reparameterize logvar
    x_mu, x_logvar = dec(z)
    log_px = log_normal(x, x_mu, x_logvar)
    log_qz = log_normal(z, mu, logvar)  #! kl monte_carlo logvar
    log_pz = log_normal(z, torch.zeros_like(z), torch.zeros_like(z))
    return (log_px + log_pz - log_qz).mean()  #! elbo_total -; beta = 1
`,
  'noise drawn unless it is handed in': `
import torch
def reparameterize(mu, logvar, z=None):
    std = logvar.mul(0.5).exp()
    if z is None:
        z = torch.randn_like(std)
    return z.mul(std) + mu  #! reparameterize logvar
`,
  'a draw from what cannot be followed': `
import jax.numpy as jnp
def elbo(params, x, key):
    q_z = encode(params, x)
    z = q_z.sample(seed=key)  #! reparameterize likely
    item = queue.sample(seed=key)
`,
  'sums over steps and coordinates, then a mean over the batch': `
import torch
def loss(x, pred, logvar, mu_q, logvar_q):
    const = torch.log(torch.tensor(2. * torch.pi))
    logpx = (-0.5 * (const + logvar + (x - pred) ** 2 / torch.exp(logvar))).sum(-1).sum(-1)  #! reconstruction mean,sum
    kl = 0.5 * (mu_q ** 2 + logvar_q.exp() - 1 - logvar_q).sum(-1)  #! kl mean,sum
    return torch.mean(-logpx + kl, dim=0)  #! elbo_total; beta = 1
`,
  'a Poisson likelihood and a loss of that name': `
import torch
import torch.distributions as dist
def loss(rate, x, mu, logvar):
    nll = -dist.Poisson(rate).log_prob(x).sum(-1)  #! reconstruction poisson mean,sum
    kl = 0.5 * (mu ** 2 + logvar.exp() - 1 - logvar).sum(-1)  #! kl
    return (nll + kl).mean()  #! elbo_total; beta = 1
`,
};
