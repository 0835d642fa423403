// Small losses the tests of the editor features share, each a whole Python file.

const imports = 'import torch\nimport torch.nn.functional as F\n\n';
const klTerm = '-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()';

/** The loss of the PyTorch example: everything summed. */
export const bernoulliSum = `${imports}def sample(mu, logvar):
    std = torch.exp(0.5 * logvar)
    eps = torch.randn_like(std)
    return mu + eps * std

def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x, reduction='sum')
    KLD = ${klTerm})
    return BCE + KLD
`;

/** A mean over everything beside a KL with a small weight. */
export const meanSquares = `${imports}def loss_function(recons, target, mu, logvar):
    kld_weight = 0.00025
    recons_loss = F.mse_loss(recons, target)
    kld_loss = torch.mean(${klTerm}, dim=1), dim=0)
    return recons_loss + kld_weight * kld_loss
`;

/** sigma learned, beta a parameter of the function. */
export const learnedScale = `${imports}def loss_function(x, mean, log_sigma, mu, logvar, beta):
    nll = (0.5 * ((x - mean) / torch.exp(log_sigma)) ** 2 + log_sigma).sum(-1).mean()
    kl = 0.5 * torch.sum(mu**2 + torch.exp(logvar) - logvar - 1, dim=-1).mean()
    return nll + beta * kl
`;

/** The KL with its sign turned, added. */
export const subtractedKl = `${imports}def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = 0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld
`;

/** e^logvar with twice its coefficient. */
export const wrongKl = `${imports}def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - 2 * logvar.exp())
    return bce + kld
`;

/** log q(z|x) - log p(z) at one sample, logits, Poisson and Laplace beside it. */
export const sampledKl = `${imports}import math

def loss_function(x, logits, z, mu, logvar):
    rec = F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(dim=1)
    log_q = (-0.5 * ((z - mu) ** 2 / logvar.exp() + logvar + math.log(2 * math.pi))).sum(1)
    log_p = (-0.5 * (z ** 2 + math.log(2 * math.pi))).sum(1)
    return (rec + log_q - log_p).mean()
`;

export const poissonCounts = `${imports}def loss_function(x, log_rate, mu, logvar):
    rec = F.poisson_nll_loss(log_rate, x, log_input=True, reduction='sum') / x.size(0)
    kl = ${klTerm}) / x.size(0)
    return rec + 0.1 * kl
`;

export const laplaceScaled = `${imports}def loss_function(x, y, mu, sigma):
    rec = 784 * F.l1_loss(y, x)
    kl = -torch.log(sigma) + (sigma**2 + mu**2) / 2 - 0.5
    return rec + kl.sum(-1).mean()
`;

/** The same loss twice under other names: neither may lend its terms to the other. */
export const twoLosses = `${bernoulliSum}${subtractedKl.slice(imports.length).replace('loss_function', 'other_loss')}`;

export const classifier = `${imports}def loss_function(logits, labels):
    return F.cross_entropy(logits, labels)
`;
