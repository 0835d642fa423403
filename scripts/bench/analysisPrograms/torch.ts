// PyTorch losses in the shapes people give them.

export const torchPrograms: Readonly<Record<string, string>> = {
  'the textbook loss': `
import torch
from torch import nn, optim
from torch.nn import functional as F
class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc21 = nn.Linear(400, 20)
        self.fc22 = nn.Linear(400, 20)
    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return mu + eps * std  #! reparameterize logvar
def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction='sum')  #! reconstruction bernoulli sum,sum none + x1
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #! kl diag_gaussian_vs_standard logvar sum,sum none + x1
    return BCE + KLD  #! elbo_total sum; beta = 1
`,
  'criterion objects on self, mean against mean': `
import torch
import torch.nn as nn
class Model(nn.Module):
    def __init__(self, beta=4.0):
        super().__init__()
        self.criterion = nn.MSELoss()
        self.beta = beta
    def loss(self, x, x_hat, mu, log_sigma):
        rec = self.criterion(x_hat, x)  #! reconstruction gaussian_fixed mean,mean none x2
        sigma = log_sigma.exp()
        kl = (0.5 * (mu ** 2 + sigma ** 2) - log_sigma - 0.5).mean()  #! kl log_sigma mean,mean none
        return rec + self.beta * kl  #! elbo_total; beta = beta*D/(2*d)
`,
  'old reductions and in-place arithmetic': `
import torch
import torch.nn as nn
reconstruction_function = nn.BCELoss(size_average=False)
def loss_function(recon_x, x, mu, logvar):
    BCE = reconstruction_function(recon_x, x)  #! reconstruction bernoulli sum,sum
    KLD_element = mu.pow(2).add_(logvar.exp()).mul_(-1).add_(1).add_(logvar)  #! kl logvar
    KLD = torch.sum(KLD_element).mul_(-0.5)
    return BCE + KLD  #! elbo_total; beta = 1
`,
  'a criterion whose deprecated flag is set later': `
import torch.nn as nn
import torch
bce = nn.BCEWithLogitsLoss()
bce.size_average = False
def vae_loss(logits, x, mu, logvar):
    recon = bce(logits, x)  #! reconstruction bernoulli_logits sum,sum
    kl = torch.sum((mu ** 2 + torch.exp(logvar) - 1 - logvar) / 2)  #! kl logvar sum,sum x1
    return recon + kl  #! elbo_total; beta = 1
`,
  'normalisation on later lines': `
import torch
import torch.nn.functional as F
def loss_fn(recon, x, mu, logvar, batch_size):
    recon_loss = F.binary_cross_entropy(recon, x)  #! reconstruction bernoulli mean,mean
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #! kl logvar mean,sum expr
    kl /= batch_size * 784
    return recon_loss + kl  #! elbo_total; beta = D/784
`,
  'a sum over features, a mean over the batch': `
import torch
import torch.nn.functional as F
def elbo_loss(x, recon, mean, log_variance, kl_weight):
    nll = F.mse_loss(recon, x, reduction='none').sum(dim=(1, 2, 3)).mean()  #! reconstruction gaussian_fixed mean,sum x2
    kld = torch.mean(-0.5 * torch.sum(1 + log_variance - mean ** 2 - log_variance.exp(), dim=1), dim=0)  #! kl logvar mean,sum none
    loss = nll + kl_weight * kld  #! elbo_total; beta = kl_weight/2
    return {'loss': loss, 'nll': nll.detach(), 'kld': -kld.detach()}
`,
  'distributions with a closed form': `
import torch
from torch.distributions import Normal, kl_divergence, Bernoulli, Independent
class VAE(torch.nn.Module):
    def forward(self, x):
        mu, sigma = self.encoder(x)
        q = Independent(Normal(mu, sigma), 1)
        p = Independent(Normal(torch.zeros_like(mu), torch.ones_like(sigma)), 1)
        z = q.rsample()  #! reparameterize gaussian
        logits = self.decoder(z)
        log_px = Bernoulli(logits=logits).log_prob(x).sum(-1)  #! reconstruction bernoulli_logits mean,sum -
        kl = kl_divergence(q, p)  #! kl diag_gaussian_vs_standard sigma
        return -(log_px - kl).mean()  #! elbo_total; beta = 1
`,
  'Monte Carlo KL by log_prob': `
import torch
from torch import distributions as D
def step(encoder, decoder, x):
    mu, logvar = encoder(x).chunk(2, dim=-1)
    std = torch.exp(logvar / 2)
    q = D.Normal(mu, std)
    z = q.rsample()  #! reparameterize
    p = D.Normal(torch.zeros_like(mu), torch.ones_like(std))
    kl = (q.log_prob(z) - p.log_prob(z)).sum(-1)  #! kl monte_carlo sigma mean,sum
    x_hat = decoder(z)
    recon = D.Normal(x_hat, 1.0).log_prob(x).sum(-1)  #! reconstruction gaussian_fixed -
    loss = (kl - recon).mean()  #! elbo_total; beta = 1
    return loss
`,
  'two Gaussians written out': `
import torch
import torch.nn.functional as F
def kl_two(mu_q, logvar_q, mu_p, logvar_p):
    term = logvar_p - logvar_q + (torch.exp(logvar_q) + (mu_q - mu_p) ** 2) / torch.exp(logvar_p) - 1  #! kl diag_gaussian_vs_diag_gaussian logvar
    return 0.5 * term.sum(-1)
def loss(x, logits, post, prior):
    rec = F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(-1)  #! reconstruction bernoulli_logits
    kl = kl_two(post.mu, post.logvar, prior.mu, prior.logvar)
    return (rec + kl).mean()  #! elbo_total; beta = 1
`,
  capacity: `
import torch
import torch.nn.functional as F
class Beta(torch.nn.Module):
    def loss_function(self, recons, inputs, mu, log_var, step):
        recons_loss = F.mse_loss(recons, inputs, reduction='sum') / inputs.size(0)  #! reconstruction gaussian_fixed mean,sum
        kld_loss = torch.mean(-0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=1), dim=0)  #! kl logvar mean,sum
        C = torch.clamp(self.C_max / self.C_stop * step, 0, self.C_max)
        loss = recons_loss + self.gamma * (kld_loss - C).abs()  #! elbo_total
        return loss
`,
  'free bits for each dimension': `
import torch
import torch.nn.functional as F
def loss(x, x_hat, mu, logvar, free_bits):
    rec = ((x_hat - x) ** 2).flatten(1).sum(1).mean() / 2  #! reconstruction gaussian_fixed mean,sum x1
    kl = 0.5 * (mu ** 2 + logvar.exp() - logvar - 1)  #! kl logvar free-bits
    kl = torch.clamp(kl.mean(0), min=free_bits).sum()
    return rec + kl  #! elbo_total
`,
  annealing: `
import torch
import torch.nn as nn
def kl_anneal_function(step, k, x0):
    return float(1 / (1 + torch.exp(-k * (step - x0))))
NLL = nn.NLLLoss(reduction='sum', ignore_index=0)
def loss_fn(logp, target, mean, logv, step, k, x0):
    nll = NLL(logp, target)  #! reconstruction categorical sum,sum
    kl = -0.5 * torch.sum(1 + logv - mean.pow(2) - logv.exp())  #! kl logvar sum,sum none
    weight = kl_anneal_function(step, k, x0)
    return (nll + weight * kl) / target.size(0)  #! elbo_total
`,
  'learned scale by a shared parameter': `
import torch
import torch.nn as nn
class SigmaVAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.log_sigma = nn.Parameter(torch.zeros(1))
    def loss(self, x_hat, x, mu, logvar):
        rec = (0.5 * torch.pow((x - x_hat) / self.log_sigma.exp(), 2) + self.log_sigma + 0.9189385).sum()  #! reconstruction gaussian_learned_var log_sigma sum,sum
        kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #! kl logvar sum,sum
        return rec + kl  #! elbo_total; beta = 1
`,
  'Gaussian NLL of the library': `
import torch
import torch.nn as nn
import torch.nn.functional as F
gauss = nn.GaussianNLLLoss(reduction='sum', full=True)
def loss(x, mean, var, mu, logvar):
    nll = gauss(mean, x, var)  #! reconstruction gaussian_learned_var var sum,sum
    kl = 0.5 * torch.sum(logvar.exp() + mu.square() - 1.0 - logvar)  #! kl logvar
    return nll + kl  #! elbo_total; beta = 1
`,
  Laplace: `
import torch
import torch.nn.functional as F
def loss(x, y, mu, logvar):
    rec = F.l1_loss(y, x, reduction='sum') / x.shape[0]  #! reconstruction laplace mean,sum
    kl = torch.mean(torch.sum(-0.5 * (1 + logvar - mu ** 2 - torch.exp(logvar)), 1))  #! kl logvar mean,sum
    return rec + 0.1 * kl  #! elbo_total; beta = 0.1
`,
  Poisson: `
import torch
import torch.nn.functional as F
def loss(counts, log_rate, mu, logvar):
    nll = F.poisson_nll_loss(log_rate, counts, reduction='none').sum(-1)  #! reconstruction poisson
    kl = -0.5 * (1 + logvar - mu.pow(2) - logvar.exp()).sum(-1)  #! kl logvar
    return (nll + kl).mean()  #! elbo_total; beta = 1
`,
  'negative binomial by hand and by object': `
import torch
from torch.distributions import Normal, kl_divergence as kld, NegativeBinomial
def log_nb_positive(x, mu, theta, eps=1e-8):
    log_theta_mu_eps = torch.log(theta + mu + eps)
    res = (theta * (torch.log(theta + eps) - log_theta_mu_eps) + x * (torch.log(mu + eps) - log_theta_mu_eps) + torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1))  #! reconstruction negbin -
    return res
class Vae:
    def loss(self, x, px_rate, px_r, qz_m, qz_v):
        reconst_loss = -log_nb_positive(x, px_rate, px_r).sum(dim=-1)  #! reconstruction negbin
        kl = kld(Normal(qz_m, torch.sqrt(qz_v)), Normal(0, 1)).sum(dim=1)  #! kl diag_gaussian_vs_standard var
        return torch.mean(reconst_loss + kl)  #! elbo_total; beta = 1
    def other(self, x, r, logits, qz_m, qz_v):
        rec = -NegativeBinomial(r, logits=logits).log_prob(x).sum(-1)  #! reconstruction negbin
        kl = kld(Normal(qz_m, qz_v.sqrt()), Normal(0, 1)).sum(-1)  #! kl diag_gaussian_vs_standard var
        return (rec + kl).mean()  #! elbo_total
`,
  'categorical latent': `
import torch
import torch.nn.functional as F
def loss(logits_x, x, qy, categorical_dim):
    bce = F.binary_cross_entropy(logits_x, x, size_average=False) / x.shape[0]  #! reconstruction bernoulli mean,sum
    log_ratio = torch.log(qy * categorical_dim + 1e-20)
    kld = torch.sum(qy * log_ratio, dim=-1).mean()  #! discrete_kl categorical mean,sum
    return bce + kld  #! elbo_total
`,
  'importance weighting': `
import torch
def iwae(log_px, log_pz, log_qz, x, logits, z, mu, logvar):
    log_px = -torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(-1)  #! reconstruction bernoulli_logits -
    log_pz = (-0.5 * z ** 2).sum(-1)  #! kl monte_carlo
    log_qz = (-0.5 * (z - mu) ** 2 / logvar.exp() - 0.5 * logvar).sum(-1)
    log_w = log_px + log_pz - log_qz
    return -torch.logsumexp(log_w, dim=0).mean()  #! elbo_total
`,
  'a helper, a closure and a dictionary': `
import torch
import torch.nn.functional as F
def gaussian_kl(mu, logvar):
    return -0.5 * (1 + logvar - mu.pow(2) - logvar.exp()).sum(dim=1).mean()  #! kl diag_gaussian_vs_standard logvar mean,sum
def make_loss(beta):
    def loss_fn(out, x):
        rec = F.binary_cross_entropy(out['recon'], x, reduction='sum') / x.size(0)  #! reconstruction bernoulli mean,sum
        return rec + beta * gaussian_kl(out['mu'], out['logvar'])  #! elbo_total; beta = beta
    return loss_fn
`,
  'KL kept on self by forward': `
import torch
from torch import nn
class Net(nn.Module):
    def forward(self, x):
        h = self.enc(x)
        mu, logsig = self.a(h), self.b(h)
        sigma = torch.exp(logsig)
        z = mu + sigma * torch.randn_like(sigma)  #! reparameterize
        self.kl = (sigma ** 2 + mu ** 2 - torch.log(sigma) - 1 / 2).sum()  #! kl sum,sum
        return self.dec(z)
`,
  'KL kept on self and read by the trainer': `
import torch
from torch import nn
class Net(nn.Module):
    def forward(self, x):
        mu, logvar = self.encode(x)
        self.kl_loss = -0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=-1).mean()  #! kl logvar mean,sum none
        return self.decode(mu)
    def loss(self, x):
        recon = self.forward(x)
        rec = ((recon - x) ** 2).sum(-1).mean()  #! reconstruction gaussian_fixed mean,sum
        return rec + self.beta * self.kl_loss  #! elbo_total; beta = beta/2
`,
  'a module whose forward is the loss': `
import torch
from torch import nn
class VAELoss(nn.Module):
    def __init__(self, kl_weight=0.00025):
        super().__init__()
        self.mse = nn.MSELoss(reduction='mean')
        self.kl_weight = kl_weight
    def forward(self, recon, x, mu, logvar):
        recon_loss = self.mse(recon, x)  #! reconstruction gaussian_fixed mean,mean
        kl_loss = torch.mean(-0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1), dim=0)  #! kl logvar mean,sum
        total = recon_loss + self.kl_weight * kl_loss  #! elbo_total; beta = D/2*kl_weight
        return total, recon_loss, kl_loss
`,
  einsum: `
import torch
import torch.nn.functional as F
def loss(x, y, mu, logvar):
    rec = 0.5 * torch.einsum('bi,bi->b', x - y, x - y)  #! reconstruction gaussian_fixed x1
    kl = -0.5 * (1 + logvar - mu ** 2 - logvar.exp()).sum(1)  #! kl logvar
    return (rec + kl).mean()  #! elbo_total; beta = 1
`,
  'a mean packed with its log variance': `
import torch
import torch.nn.functional as F
def loss(stats, x, logits):
    d = stats.size(-1) // 2
    kl = 0.5 * (stats[:, :d] ** 2 + stats[:, d:].exp() - stats[:, d:] - 1).sum(1).mean()  #! kl diag_gaussian_vs_standard logvar mean,sum
    rec = F.binary_cross_entropy_with_logits(logits, x, reduction='sum') / len(x)  #! reconstruction bernoulli_logits mean,sum
    return rec + kl  #! elbo_total; beta = 1
`,
  'a conditional expression and a branch': `
import torch
import torch.nn.functional as F
def loss(recon, x, mu, logvar, kind='bernoulli'):
    if kind == 'bernoulli':
        rec = F.binary_cross_entropy_with_logits(recon, x, reduction='sum').div(x.size(0))  #! reconstruction bernoulli_logits mean,sum
    else:
        rec = F.mse_loss(torch.sigmoid(recon), x, reduction='sum').div(x.size(0))  #! reconstruction gaussian_fixed mean,sum
    kl = -0.5 * (1 + logvar - mu.pow(2) - logvar.exp())  #! kl logvar mean,sum
    total_kld = kl.sum(1).mean(0, True)
    return rec + total_kld  #! elbo_total
`,
};
