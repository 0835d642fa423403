// Rarer families and objectives, in the shapes people give them.

export const otherPrograms: Readonly<Record<string, string>> = {
  'a posterior object with its own KL': `
import torch
import numpy as np
class DiagonalGaussianDistribution:
    def __init__(self, parameters):
        self.mean, self.logvar = torch.chunk(parameters, 2, dim=1)
        self.logvar = torch.clamp(self.logvar, -30.0, 20.0)
        self.std = torch.exp(0.5 * self.logvar)
        self.var = torch.exp(self.logvar)
    def sample(self):
        x = self.mean + self.std * torch.randn(self.mean.shape)  #! reparameterize
        return x
    def kl(self, other=None):
        if other is None:
            return 0.5 * torch.sum(torch.pow(self.mean, 2) + self.var - 1.0 - self.logvar, dim=[1, 2, 3])  #! kl diag_gaussian_vs_standard
        return 0.5 * torch.sum(  #! kl diag_gaussian_vs_diag_gaussian
            torch.pow(self.mean - other.mean, 2) / other.var + self.var / other.var - 1.0 - self.logvar + other.logvar, dim=[1, 2, 3])
`,
  'latent diffusion, first stage': `
import torch
import torch.nn as nn
class LPIPSWithDiscriminator(nn.Module):
    def __init__(self, kl_weight=1.0, perceptual_weight=1.0):
        super().__init__()
        self.kl_weight = kl_weight
        self.logvar = nn.Parameter(torch.ones(size=()) * 0.0)
    def forward(self, inputs, reconstructions, posteriors):
        rec_loss = torch.abs(inputs.contiguous() - reconstructions.contiguous())
        nll_loss = rec_loss / torch.exp(self.logvar) + self.logvar  #! reconstruction laplace
        nll_loss = torch.sum(nll_loss) / nll_loss.shape[0]
        kl_loss = posteriors.kl()  #! kl library
        kl_loss = torch.sum(kl_loss) / kl_loss.shape[0]
        loss = nll_loss + self.kl_weight * kl_loss  #! elbo_total
        return loss
`,
  'Student-t, log-normal, beta and von Mises likelihoods': `
import torch
from torch import distributions as td
def student(x, loc, scale, df, q, p):
    rec = -td.StudentT(df, loc, scale).log_prob(x).sum(-1)  #! reconstruction student_t
    kl = td.kl_divergence(q, p).sum(-1)  #! kl
    return (rec + kl).mean()  #! elbo_total
def lognormal(x, loc, scale, mu, std):
    rec = -td.LogNormal(loc, scale).log_prob(x).sum(-1)  #! reconstruction lognormal sigma
    kl = td.kl_divergence(td.Normal(mu, std), td.Normal(0, 1)).sum(-1)  #! kl diag_gaussian_vs_standard sigma
    return (rec + kl).mean()  #! elbo_total; beta = 1
def beta_likelihood(x, a, b, mu, std):
    rec = -td.Beta(a, b).log_prob(x).sum(-1)  #! reconstruction beta
    kl = td.kl_divergence(td.Normal(mu, std), td.Normal(0, 1)).sum(-1)  #! kl diag_gaussian_vs_standard sigma
    return (rec + kl).mean()  #! elbo_total; beta = 1
def angles(x, loc, kappa, mu, std):
    rec = -td.VonMises(loc, kappa).log_prob(x).sum(-1)  #! reconstruction von_mises
    kl = td.kl_divergence(td.Normal(mu, std), td.Normal(0, 1)).sum(-1)  #! kl diag_gaussian_vs_standard sigma
    return (rec + kl).mean()  #! elbo_total; beta = 1
`,
  'continuous Bernoulli and categorical': `
import torch
import torch.nn.functional as F
from torch.distributions import ContinuousBernoulli, Categorical, Normal, kl_divergence
def cb(x, logits, mu, std):
    rec = -ContinuousBernoulli(logits=logits).log_prob(x).sum(-1)  #! reconstruction continuous_bernoulli
    kl = kl_divergence(Normal(mu, std), Normal(torch.zeros_like(mu), torch.ones_like(std))).sum(-1)  #! kl diag_gaussian_vs_standard
    return (rec + kl).mean()  #! elbo_total
def tokens(logits, target, mu, logvar):
    rec = F.cross_entropy(logits.view(-1, logits.size(-1)), target.view(-1), reduction='sum')  #! reconstruction categorical
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #! kl diag_gaussian_vs_standard
    return (rec + kl) / target.size(0)  #! elbo_total
`,
  'multinomial of a recommender': `
import torch
import torch.nn.functional as F
def loss_function(recon_x, x, mu, logvar, anneal=1.0):
    BCE = -torch.mean(torch.sum(F.log_softmax(recon_x, 1) * x, -1))  #! reconstruction multinomial mean,sum
    KLD = -0.5 * torch.mean(torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))  #! kl logvar mean,sum
    return BCE + anneal * KLD  #! elbo_total
`,
  'a discretised logistic': `
import torch
import torch.nn.functional as F
def discretized_logistic(x, mean, log_scale, mu, logvar, bin_size=1 / 256.0):
    scale = torch.exp(log_scale)
    x = (torch.floor(x / bin_size) * bin_size - mean) / scale
    cdf_plus = torch.sigmoid(x + bin_size / scale)
    cdf_minus = torch.sigmoid(x)
    log_logist = torch.log(cdf_plus - cdf_minus + 1e-7)  #! reconstruction discretized_logistic
    nll = -log_logist.sum(dim=(1, 2, 3))
    kl = 0.5 * (mu ** 2 + logvar.exp() - logvar - 1).sum(1)  #! kl logvar
    return (nll + kl).mean()  #! elbo_total
`,
  'maximum mean discrepancy': `
import torch
import torch.nn.functional as F
def compute_kernel(x, y):
    return torch.exp(-((x.unsqueeze(1) - y.unsqueeze(0)) ** 2).mean(2))
def compute_mmd(x, y):
    x_kernel = compute_kernel(x, x)
    y_kernel = compute_kernel(y, y)
    xy_kernel = compute_kernel(x, y)
    return x_kernel.mean() + y_kernel.mean() - 2 * xy_kernel.mean()  #! mmd rbf_or_imq
def loss(x, x_hat, z):
    true_samples = torch.randn(200, 2)
    mmd = compute_mmd(true_samples, z)
    nll = (x_hat - x).pow(2).mean()  #! reconstruction gaussian_fixed mean,mean
    return nll + mmd  #! elbo_total
`,
  'total correlation by its decomposition': `
import torch
def btcvae_loss(x, x_hat, log_pz, log_qz, log_prod_qzi, log_q_zCx, alpha, beta, gamma):
    rec_loss = torch.nn.functional.binary_cross_entropy(x_hat, x, reduction='sum') / len(x)  #! reconstruction bernoulli
    mi_loss = (log_q_zCx - log_qz).mean()  #! tc mutual_information
    tc_loss = (log_qz - log_prod_qzi).mean()  #! tc minibatch_stratified
    dw_kl_loss = (log_prod_qzi - log_pz).mean()  #! kl dimension_wise_mc
    return rec_loss + alpha * mi_loss + beta * tc_loss + gamma * dw_kl_loss  #! elbo_total
`,
  'Gumbel softmax': `
import torch
import torch.nn.functional as F
def sample_gumbel(shape, eps=1e-20):
    U = torch.rand(shape)
    return -torch.log(-torch.log(U + eps) + eps)
def gumbel_softmax_sample(logits, temperature):
    y = logits + sample_gumbel(logits.size())
    return F.softmax(y / temperature, dim=-1)  #! reparameterize gumbel_softmax
def loss(recon, x, qy):
    bce = F.binary_cross_entropy(recon, x, reduction='sum') / x.shape[0]  #! reconstruction bernoulli
    kld = torch.sum(qy * torch.log(qy * 10 + 1e-20), dim=-1).mean()  #! discrete_kl categorical
    return bce + kld  #! elbo_total
`,
  'hierarchical KLs in a loop': `
import torch
import torch.nn.functional as F
def loss(x, logits, posteriors, beta):
    rec = F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum((1, 2, 3))  #! reconstruction bernoulli_logits mean,sum
    kl = 0
    for mu, logvar in posteriors:
        kl = kl + 0.5 * (mu ** 2 + logvar.exp() - logvar - 1).sum(1)  #! kl logvar mean,sum
    return (rec + beta * kl).mean()  #! elbo_total; beta = beta
`,
  'sigma by softplus and log of it': `
import torch
import torch.nn.functional as F
def loss(x, x_hat, mu, raw):
    sigma = F.softplus(raw) + 1e-6
    kl = (-torch.log(sigma) + (sigma ** 2 + mu ** 2) / 2 - 0.5).sum(1)  #! kl sigma mean,sum
    nll = 0.5 * ((x - x_hat) ** 2).sum(1)  #! reconstruction gaussian_fixed mean,sum x1
    return torch.mean(nll + kl)  #! elbo_total; beta = 1
`,
  'unit-variance posterior': `
import torch
import torch.nn.functional as F
def loss(x, x_hat, mu):
    kl_loss = 0.5 * torch.sum(mu ** 2, dim=1).mean()  #! kl unit_variance_gaussian mean,sum
    rec_loss = F.mse_loss(x_hat, x, reduction='sum') / x.size(0)  #! reconstruction gaussian_fixed mean,sum
    return rec_loss + kl_loss  #! elbo_total
`,
  'a program whose prior and guide are scaled': `
import numpyro
import numpyro.distributions as dist
from numpyro.infer import SVI, Trace_ELBO
beta = 4
def model(x):
    decoder = flax_module('decoder', decoder_nn)
    with numpyro.plate('batch', 64):
        with numpyro.handlers.scale(scale=beta):
            z = numpyro.sample('z', dist.Normal(0, 1).expand([32]).to_event(1))
        numpyro.sample('obs', dist.Bernoulli(decoder(z)).to_event(1), obs=x)  #! reconstruction bernoulli sum,sum
def guide(x):
    encoder = flax_module('encoder', encoder_nn)
    loc, std = encoder(x)
    with numpyro.plate('batch', 64), numpyro.handlers.scale(scale=beta):
        return numpyro.sample('z', dist.Normal(loc, std).to_event(1))  #! kl sum,sum beta; reparameterize sigma
svi = SVI(model, guide, optimizer, Trace_ELBO())  #! elbo_total library; beta = beta
`,
};

/** Look-alikes: none of them is an ELBO, and nothing in them is a term of one. */
export const negatives: Readonly<Record<string, string>> = {
  diffusion: `
import torch
import torch.nn.functional as F
def p_losses(model, x_start, t, alphas):
    noise = torch.randn_like(x_start)
    x_noisy = alphas[t].sqrt() * x_start + (1 - alphas[t]).sqrt() * noise
    predicted_noise = model(x_noisy, t)
    return F.mse_loss(noise, predicted_noise)
`,
  'a GAN': `
import torch
import torch.nn as nn
criterion = nn.BCELoss()
def step(netD, netG, real, z):
    real_label = torch.ones(real.size(0))
    fake_label = torch.zeros(real.size(0))
    loss_real = criterion(netD(real), real_label)
    fake = netG(z)
    loss_fake = criterion(netD(fake.detach()), fake_label)
    loss_D = (loss_real + loss_fake) / 2
    loss_G = criterion(netD(fake), real_label)
    return loss_D, loss_G
`,
  'vector quantisation': `
import torch
import torch.nn.functional as F
def loss(inputs, quantized, x_recon, data, data_variance, commitment_cost):
    e_latent_loss = F.mse_loss(quantized.detach(), inputs)
    q_latent_loss = F.mse_loss(quantized, inputs.detach())
    return q_latent_loss + commitment_cost * e_latent_loss
`,
  'a classifier': `
import torch.nn as nn
criterion = nn.CrossEntropyLoss()
def train(model, loader, optimizer):
    for images, labels in loader:
        outputs = model(images)
        loss = criterion(outputs, labels)
        loss.backward()
`,
  'soft actor-critic': `
import torch
import torch.nn.functional as F
from torch.distributions import Normal
def critic_loss(q1, q2, target_q):
    return F.mse_loss(q1, target_q) + F.mse_loss(q2, target_q)
def policy_loss(mu, std, alpha, q):
    dist = Normal(mu, std)
    action = dist.sample()
    log_prob = dist.log_prob(action).sum(-1)
    return (alpha * log_prob - q).mean()
`,
  distillation: `
import torch.nn as nn
import torch.nn.functional as F
def loss_fn_kd(outputs, labels, teacher_outputs, alpha, T):
    kd = nn.KLDivLoss()(F.log_softmax(outputs / T, dim=1), F.softmax(teacher_outputs / T, dim=1))
    return kd * (alpha * T * T) + F.cross_entropy(outputs, labels) * (1.0 - alpha)
`,
  'a linear regression with weight decay': `
import torch
def loss(w, b, x, y, lam):
    pred = x @ w + b
    return ((pred - y) ** 2).mean() + lam * (w ** 2).sum()
`,
  'proximal policy optimisation': `
import torch
from torch.distributions import Normal, kl_divergence
def loss(old, new, ratio, adv, clip, value, returns):
    surrogate = torch.min(ratio * adv, torch.clamp(ratio, 1 - clip, 1 + clip) * adv).mean()
    value_loss = 0.5 * (value - returns).pow(2).mean()
    entropy = new.entropy().mean()
    return -surrogate + 0.5 * value_loss - 0.01 * entropy
`,
  statistics: `
import numpy as np
def standardise(x):
    mean = np.mean(x, axis=0)
    var = np.mean((x - mean) ** 2, axis=0)
    return (x - mean) / np.sqrt(var + 1e-8)
`,
};
