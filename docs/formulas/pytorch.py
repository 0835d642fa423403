# Every formula of ELBO Lens in PyTorch. Made by: npm run generate

import math

import torch
import torch.nn.functional as F


def x_coth_x(x):
    """x coth x; by its series near 0, where the quotient is 0/0."""
    is_small = torch.abs(x) < 0.03
    safe = torch.where(is_small, torch.ones_like(x), x)
    return torch.where(is_small, 1 + x**2 / 3 - x**4 / 45, safe / torch.tanh(safe))


def bernoulli_nll_from_probs(x, probs):
    """Bernoulli: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    probs: Probability that x is 1. Shape (batch, data).
    """
    log_prob = torch.xlogy(x, probs) + torch.special.xlog1py(1 - x, -probs)
    return -torch.mean(torch.sum(log_prob, dim=-1))


def bernoulli_nll_from_logits(x, logits):
    """Bernoulli: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    logits: log(p / (1 - p)) of the probability p that x is 1. Shape (batch, data).
    """
    log_prob = x * logits - F.softplus(logits)
    return -torch.mean(torch.sum(log_prob, dim=-1))


def normal_nll_from_scale(x, loc, scale):
    """Gaussian: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean. Shape (batch, data).
    scale: Standard deviation sigma. Any shape that broadcasts.
    """
    log_prob = (
        -0.5 * ((x - loc) / scale) ** 2
        - torch.log(scale)
        - 0.5 * math.log(2 * math.pi)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def normal_nll_from_logvar(x, loc, logvar):
    """Gaussian: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean. Shape (batch, data).
    logvar: log sigma^2, the logarithm of the variance. Shape (batch, data).
    """
    log_prob = -0.5 * (
        (x - loc) ** 2 * torch.exp(-logvar)
        + logvar
        + math.log(2 * math.pi)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def laplace_nll_from_scale(x, loc, scale):
    """Laplace: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean and median. Shape (batch, data).
    scale: Mean absolute deviation b. Any shape that broadcasts.
    """
    log_prob = -torch.abs(x - loc) / scale - torch.log(scale) - math.log(2)
    return -torch.mean(torch.sum(log_prob, dim=-1))


def laplace_nll_from_logscale(x, loc, logscale):
    """Laplace: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean and median. Shape (batch, data).
    logscale: log b. Shape (batch, data).
    """
    log_prob = -torch.abs(x - loc) * torch.exp(-logscale) - logscale - math.log(2)
    return -torch.mean(torch.sum(log_prob, dim=-1))


def student_t_nll_from_scale(x, df, loc, scale):
    """Student-t: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    df: Degrees of freedom nu. Any shape that broadcasts.
    loc: Median, and mean where nu is above 1. Shape (batch, data).
    scale: Scale sigma; not the standard deviation. Any shape that broadcasts.
    """
    log_prob = (
        torch.lgamma(0.5 * (df + 1))
        - torch.lgamma(0.5 * df)
        - 0.5 * torch.log(math.pi * df)
        - torch.log(scale)
        - 0.5 * (df + 1) * torch.log1p(((x - loc) / scale) ** 2 / df)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def student_t_nll_from_logscale(x, logdf, loc, logscale):
    """Student-t: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    logdf: log nu. Shape (batch, data).
    loc: Median, and mean where nu is above 1. Shape (batch, data).
    logscale: log sigma. Shape (batch, data).
    """
    df = torch.exp(logdf)
    log_prob = (
        torch.lgamma(0.5 * (df + 1))
        - torch.lgamma(0.5 * df)
        - 0.5 * torch.log(math.pi * df)
        - logscale
        - 0.5 * (df + 1) * torch.log1p(((x - loc) * torch.exp(-logscale)) ** 2 / df)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def continuous_bernoulli_nll_from_probs(x, probs):
    """Continuous Bernoulli: negative log likelihood in nats, summed over data
    dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    probs: The parameter p of the Bernoulli formula; not the mean. Shape (batch, data).
    """
    log_prob = (
        torch.xlogy(x, probs)
        + torch.special.xlog1py(1 - x, -probs)
        + torch.log(2 * x_coth_x(0.5 * (torch.log(probs) - torch.log1p(-probs))))
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def continuous_bernoulli_nll_from_logits(x, logits):
    """Continuous Bernoulli: negative log likelihood in nats, summed over data
    dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    logits: log(p / (1 - p)). Shape (batch, data).
    """
    log_prob = x * logits - F.softplus(logits) + torch.log(2 * x_coth_x(0.5 * logits))
    return -torch.mean(torch.sum(log_prob, dim=-1))


def beta_nll_from_concentrations(x, concentration1, concentration0):
    """Beta: negative log likelihood in nats, summed over data dimensions, averaged over
    the batch.

    x: The data. Shape (batch, data).
    concentration1: Weight of 1 (alpha): large ones push x up. Shape (batch, data).
    concentration0: Weight of 0 (beta): large ones push x down. Shape (batch, data).
    """
    log_prob = (
        (concentration1 - 1) * torch.log(x)
        + (concentration0 - 1) * torch.log1p(-x)
        + torch.lgamma(concentration1 + concentration0)
        - torch.lgamma(concentration1)
        - torch.lgamma(concentration0)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def beta_nll_from_logits(x, logits, logconcentration):
    """Beta: negative log likelihood in nats, summed over data dimensions, averaged over
    the batch.

    x: The data. Shape (batch, data).
    logits: log(m / (1 - m)) of the mean m. Shape (batch, data).
    logconcentration: log kappa, the sum of both concentrations. Shape (batch, data).
    """
    concentration = torch.exp(logconcentration)
    log_prob = (
        (concentration * torch.sigmoid(logits) - 1) * torch.log(x)
        + (concentration * torch.sigmoid(-logits) - 1) * torch.log1p(-x)
        + torch.lgamma(concentration)
        - torch.lgamma(concentration * torch.sigmoid(logits))
        - torch.lgamma(concentration * torch.sigmoid(-logits))
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def discretised_logistic_nll_from_scale(x, loc, scale, bin_width, minimum, maximum):
    """Discretised logistic: negative log likelihood in nats, summed over data
    dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    loc: Centre of the logistic density. Shape (batch, data).
    scale: Its scale s: 0.55 standard deviations. Any shape that broadcasts.
    bin_width: Distance between two levels. A number.
    minimum: The lowest level. A number.
    maximum: The highest level. A number.
    """
    is_above = (x > maximum - 0.5 * bin_width).to(x.dtype)
    is_below = (minimum + 0.5 * bin_width > x).to(x.dtype)
    log_prob = (
        -(1 - is_above) * F.softplus(-(x + 0.5 * bin_width - loc) / scale)
        - (1 - is_below) * F.softplus((x - 0.5 * bin_width - loc) / scale)
        + (1 - is_above - is_below) * torch.log(-torch.expm1(-bin_width / scale))
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def discretised_logistic_nll_from_logscale(
    x,
    loc,
    logscale,
    bin_width,
    minimum,
    maximum,
):
    """Discretised logistic: negative log likelihood in nats, summed over data
    dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    loc: Centre of the logistic density. Shape (batch, data).
    logscale: log s. Shape (batch, data).
    bin_width: Distance between two levels. A number.
    minimum: The lowest level. A number.
    maximum: The highest level. A number.
    """
    is_above = (x > maximum - 0.5 * bin_width).to(x.dtype)
    inverse_scale = torch.exp(-logscale)
    is_below = (minimum + 0.5 * bin_width > x).to(x.dtype)
    log_prob = (
        -(1 - is_above) * F.softplus(-(x + 0.5 * bin_width - loc) * inverse_scale)
        - (1 - is_below) * F.softplus((x - 0.5 * bin_width - loc) * inverse_scale)
        + (1 - is_above - is_below) * torch.log(
            -torch.expm1(-bin_width * inverse_scale),
        )
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def discretised_logistic_mixture_nll_from_scale(
    x,
    probs,
    loc,
    scale,
    bin_width,
    minimum,
    maximum,
):
    """Mixture of discretised logistics: negative log likelihood in nats, summed over
    data dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    probs: Weight of each component; they sum to 1. Shape (batch, data, component).
    loc: Centre of each component. Shape (batch, data, component).
    scale: Scale s of each component. Shape (component).
    bin_width: Distance between two levels. A number.
    minimum: The lowest level. A number.
    maximum: The highest level. A number.
    """
    is_above = (x > maximum - 0.5 * bin_width).to(x.dtype)
    is_below = (minimum + 0.5 * bin_width > x).to(x.dtype)
    log_prob = torch.logsumexp(
        (
            torch.log(probs)
            - (1 - is_above)[..., None] * F.softplus(
                -(x[..., None] + 0.5 * bin_width - loc) / scale,
            )
            - (1 - is_below)[..., None] * F.softplus(
                (x[..., None] - 0.5 * bin_width - loc) / scale,
            )
            + (1 - is_above - is_below)[..., None] * torch.log(
                -torch.expm1(-bin_width / scale),
            )
        ),
        dim=-1,
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def discretised_logistic_mixture_nll_from_logscale(
    x,
    logits,
    loc,
    logscale,
    bin_width,
    minimum,
    maximum,
):
    """Mixture of discretised logistics: negative log likelihood in nats, summed over
    data dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    logits: Log weight of each component, up to a constant that all share. Shape (batch,
        data, component).
    loc: Centre of each component. Shape (batch, data, component).
    logscale: log s of each component. Shape (batch, data, component).
    bin_width: Distance between two levels. A number.
    minimum: The lowest level. A number.
    maximum: The highest level. A number.
    """
    is_above = (x > maximum - 0.5 * bin_width).to(x.dtype)
    inverse_scale = torch.exp(-logscale)
    is_below = (minimum + 0.5 * bin_width > x).to(x.dtype)
    log_prob = torch.logsumexp(
        (
            F.log_softmax(logits, dim=-1)
            - (1 - is_above)[..., None] * F.softplus(
                -(x[..., None] + 0.5 * bin_width - loc) * inverse_scale,
            )
            - (1 - is_below)[..., None] * F.softplus(
                (x[..., None] - 0.5 * bin_width - loc) * inverse_scale,
            )
            + (1 - is_above - is_below)[..., None] * torch.log(
                -torch.expm1(-bin_width * inverse_scale),
            )
        ),
        dim=-1,
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def categorical_nll_from_probs(x, probs, levels):
    """Categorical: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    probs: Probability of each level; they sum to 1. Shape (batch, data, category).
    levels: Values of the levels. Shape (category).
    """
    log_prob = torch.sum(
        torch.xlogy((x[..., None] == levels).to(x.dtype), probs),
        dim=-1,
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def categorical_nll_from_logits(x, logits, levels):
    """Categorical: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    logits: Log probability of each level, up to a constant that all levels share. Shape
        (batch, data, category).
    levels: Values of the levels. Shape (category).
    """
    log_prob = (
        torch.sum((x[..., None] == levels).to(x.dtype) * logits, dim=-1)
        - torch.logsumexp(logits, dim=-1)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def one_hot_categorical_nll_from_probs(x, probs):
    """One-hot categorical: negative log likelihood in nats, of each datum, averaged
    over the batch.

    x: The data. Shape (batch, data).
    probs: Probability of each class; they sum to 1. Shape (batch, data).
    """
    log_prob = torch.sum(torch.xlogy(x, probs), dim=-1)
    return -torch.mean(log_prob)


def one_hot_categorical_nll_from_logits(x, logits):
    """One-hot categorical: negative log likelihood in nats, of each datum, averaged
    over the batch.

    x: The data. Shape (batch, data).
    logits: Log probability of each class, up to a constant that all classes share.
        Shape (batch, data).
    """
    log_prob = torch.sum(x * logits, dim=-1) - torch.logsumexp(logits, dim=-1)
    return -torch.mean(log_prob)


def poisson_nll_from_rate(x, rate):
    """Poisson: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    rate: Mean count. Shape (batch, data).
    """
    log_prob = torch.xlogy(x, rate) - rate - torch.lgamma(x + 1)
    return -torch.mean(torch.sum(log_prob, dim=-1))


def poisson_nll_from_lograte(x, lograte):
    """Poisson: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    lograte: Logarithm of the mean count. Shape (batch, data).
    """
    log_prob = x * lograte - torch.exp(lograte) - torch.lgamma(x + 1)
    return -torch.mean(torch.sum(log_prob, dim=-1))


def negative_binomial_nll_from_probs(x, total_count, probs):
    """Negative binomial: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    total_count: Number of failures that end the count; need not be whole. It is theta.
        Shape (batch, data).
    probs: Probability of a success. Shape (batch, data).
    """
    log_prob = (
        total_count * torch.log1p(-probs)
        + torch.xlogy(x, probs)
        + torch.lgamma(x + total_count)
        - torch.lgamma(total_count)
        - torch.lgamma(x + 1)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def negative_binomial_nll_from_logits(x, total_count, logits):
    """Negative binomial: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    total_count: Number of failures that end the count; need not be whole. It is theta.
        Shape (batch, data).
    logits: log(p / (1 - p)) = log(mu / theta). Shape (batch, data).
    """
    log_prob = (
        -total_count * F.softplus(logits)
        - x * F.softplus(-logits)
        + torch.lgamma(x + total_count)
        - torch.lgamma(total_count)
        - torch.lgamma(x + 1)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def negative_binomial_nll_from_logmean(x, logmean, logdispersion):
    """Negative binomial: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    logmean: Logarithm of the mean count mu. Shape (batch, data).
    logdispersion: log theta, the inverse dispersion. Shape (batch, data).
    """
    dispersion = torch.exp(logdispersion)
    mean = torch.exp(logmean)
    log_prob = (
        dispersion * torch.log(dispersion / (dispersion + mean))
        + x * torch.log(mean / (dispersion + mean))
        + torch.lgamma(x + dispersion)
        - torch.lgamma(dispersion)
        - torch.lgamma(x + 1)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def zero_inflated_negative_binomial_nll_from_probs(x, total_count, probs, gate):
    """Zero-inflated negative binomial: negative log likelihood in nats, summed over
    data dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    total_count: Number of failures that end the count; need not be whole. It is theta.
        Shape (batch, data).
    probs: Probability of a success. Shape (batch, data).
    gate: Probability pi of an extra zero. Shape (batch, data).
    """
    is_positive = (x > 0).to(x.dtype)
    log_prob = (
        (1 - is_positive) * torch.log(gate + (1 - gate) * (1 - probs) ** total_count)
        + is_positive * (
            torch.log1p(-gate)
            + total_count * torch.log1p(-probs)
            + torch.xlogy(x, probs)
            + torch.lgamma(x + total_count)
            - torch.lgamma(total_count)
            - torch.lgamma(x + 1)
        )
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def zero_inflated_negative_binomial_nll_from_logmean(
    x,
    logmean,
    logdispersion,
    gatelogits,
):
    """Zero-inflated negative binomial: negative log likelihood in nats, summed over
    data dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    logmean: Logarithm of mu, the mean without extra zeros. Shape (batch, data).
    logdispersion: log theta, the inverse dispersion. Shape (batch, data).
    gatelogits: log(pi / (1 - pi)). Shape (batch, data).
    """
    is_positive = (x > 0).to(x.dtype)
    dispersion = torch.exp(logdispersion)
    mean = torch.exp(logmean)
    log_prob = (
        (1 - is_positive) * torch.log(
            torch.sigmoid(gatelogits)
            + torch.sigmoid(-gatelogits) * (
                dispersion / (dispersion + mean)
            ) ** dispersion
        )
        + is_positive * (
            -F.softplus(gatelogits)
            + dispersion * torch.log(dispersion / (dispersion + mean))
            + x * torch.log(mean / (dispersion + mean))
            + torch.lgamma(x + dispersion)
            - torch.lgamma(dispersion)
            - torch.lgamma(x + 1)
        )
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def multinomial_nll_from_probs(x, probs, total_count):
    """Multinomial: negative log likelihood in nats, of each datum, averaged over the
    batch.

    x: The data. Shape (batch, data).
    probs: Share of each dimension; they sum to 1. Shape (batch, data).
    total_count: Sum of each datum. Shape (batch).
    """
    log_prob = (
        torch.lgamma(total_count + 1)
        - torch.sum(torch.lgamma(x + 1), dim=-1)
        + torch.sum(torch.xlogy(x, probs), dim=-1)
    )
    return -torch.mean(log_prob)


def multinomial_nll_from_logits(x, logits, total_count):
    """Multinomial: negative log likelihood in nats, of each datum, averaged over the
    batch.

    x: The data. Shape (batch, data).
    logits: Log share of each dimension, up to a constant that all share. Shape (batch,
        data).
    total_count: Sum of each datum. Shape (batch).
    """
    log_prob = (
        torch.lgamma(total_count + 1)
        - torch.sum(torch.lgamma(x + 1), dim=-1)
        + torch.sum(x * logits, dim=-1)
        - total_count * torch.logsumexp(logits, dim=-1)
    )
    return -torch.mean(log_prob)


def log_normal_nll_from_scale(x, loc, scale):
    """Log-normal: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    loc: Mean of log x. Shape (batch, data).
    scale: Standard deviation sigma of log x. Any shape that broadcasts.
    """
    log_prob = (
        -0.5 * ((torch.log(x) - loc) / scale) ** 2
        - torch.log(scale)
        - 0.5 * math.log(2 * math.pi)
        - torch.log(x)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def log_normal_nll_from_logscale(x, loc, logscale):
    """Log-normal: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    loc: Mean of log x. Shape (batch, data).
    logscale: log sigma, of log x. Shape (batch, data).
    """
    log_prob = (
        -0.5 * ((torch.log(x) - loc) * torch.exp(-logscale)) ** 2
        - logscale
        - 0.5 * math.log(2 * math.pi)
        - torch.log(x)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def von_mises_nll_from_concentration(x, loc, concentration):
    """Von Mises: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean direction. Shape (batch, data).
    concentration: Concentration kappa. Any shape that broadcasts.
    """
    log_prob = (
        concentration * torch.cos(x - loc)
        - math.log(2 * math.pi)
        - (torch.log(torch.special.i0e(concentration)) + concentration)
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def von_mises_nll_from_logconcentration(x, loc, logconcentration):
    """Von Mises: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean direction. Shape (batch, data).
    logconcentration: log kappa. Shape (batch, data).
    """
    concentration = torch.exp(logconcentration)
    log_prob = (
        -2 * concentration * torch.sin(0.5 * (x - loc)) ** 2
        - math.log(2 * math.pi)
        - torch.log(torch.special.i0e(concentration))
    )
    return -torch.mean(torch.sum(log_prob, dim=-1))


def kl_normal_standard_normal(mu, logvar):
    """KL(N(mu, sigma^2) || N(0, 1)) in nats, summed over latent dimensions, averaged
    over the batch.

    mu: Mean. Shape (batch, latent).
    logvar: log sigma^2. Shape (batch, latent).
    """
    kl = 0.5 * (mu ** 2 + torch.expm1(logvar) - logvar)
    return torch.mean(torch.sum(kl, dim=-1))


def kl_normal_normal(mu, logvar, prior_mu, prior_logvar):
    """KL(N(mu, sigma^2) || N(mu_p, sigma_p^2)) in nats, summed over latent dimensions,
    averaged over the batch.

    mu: Mean. Shape (batch, latent).
    logvar: log sigma^2. Shape (batch, latent).
    prior_mu: Mean of the prior. Shape (batch, latent).
    prior_logvar: log sigma^2 of the prior. Shape (batch, latent).
    """
    kl = 0.5 * (
        (mu - prior_mu) ** 2 * torch.exp(-prior_logvar)
        + torch.expm1(logvar - prior_logvar)
        - (logvar - prior_logvar)
    )
    return torch.mean(torch.sum(kl, dim=-1))


def kl_categorical_uniform(logits, categories):
    """KL(Cat(q) || uniform) in nats, summed over latent dimensions, averaged over the
    batch.

    logits: One logit for each category. Shape (batch, latent, category).
    categories: Their number L. A number.
    """
    log_probs = F.log_softmax(logits, dim=-1)
    kl = torch.sum(torch.exp(log_probs) * log_probs, dim=-1) + math.log(categories)
    return torch.mean(torch.sum(kl, dim=-1))


def kl_categorical_categorical(logits, prior_logits):
    """KL(Cat(q) || Cat(p)) in nats, summed over latent dimensions, averaged over the
    batch.

    logits: One logit for each category. Shape (batch, latent, category).
    prior_logits: Those of the prior. Shape (batch, latent, category).
    """
    log_probs = F.log_softmax(logits, dim=-1)
    kl = torch.sum(
        torch.exp(log_probs) * (log_probs - F.log_softmax(prior_logits, dim=-1)),
        dim=-1,
    )
    return torch.mean(torch.sum(kl, dim=-1))


def kl_von_mises_uniform(concentration):
    """KL(vM(mu, kappa) || uniform) in nats, summed over latent dimensions, averaged
    over the batch.

    concentration: Concentration kappa. Shape (batch, latent).
    """
    kl = (
        concentration * (
            torch.special.i1e(concentration) / torch.special.i0e(concentration)
        )
        - (torch.log(torch.special.i0e(concentration)) + concentration)
    )
    return torch.mean(torch.sum(kl, dim=-1))


def kl_gamma_gamma(concentration, rate, prior_concentration, prior_rate):
    """KL(Gamma(a, b) || Gamma(c, d)) in nats, summed over latent dimensions, averaged
    over the batch.

    concentration: Shape a. Shape (batch, latent).
    rate: Rate b, 1/scale. Shape (batch, latent).
    prior_concentration: Shape c of the prior. Shape (batch, latent).
    prior_rate: Rate d of the prior. Shape (batch, latent).
    """
    kl = (
        (concentration - prior_concentration) * torch.digamma(concentration)
        - torch.lgamma(concentration)
        + torch.lgamma(prior_concentration)
        + prior_concentration * torch.log(rate / prior_rate)
        + concentration * ((prior_rate - rate) / rate)
    )
    return torch.mean(torch.sum(kl, dim=-1))


def kl_beta_beta(
    concentration1,
    concentration0,
    prior_concentration1,
    prior_concentration0,
):
    """KL(Beta(a, b) || Beta(c, d)) in nats, summed over latent dimensions, averaged
    over the batch.

    concentration1: Weight a of 1. Shape (batch, latent).
    concentration0: Weight b of 0. Shape (batch, latent).
    prior_concentration1: Weight c of 1 in the prior. Shape (batch, latent).
    prior_concentration0: Weight d of 0 in the prior. Shape (batch, latent).
    """
    kl = (
        torch.lgamma(prior_concentration1)
        + torch.lgamma(prior_concentration0)
        - torch.lgamma(prior_concentration1 + prior_concentration0)
        - (
            torch.lgamma(concentration1)
            + torch.lgamma(concentration0)
            - torch.lgamma(concentration1 + concentration0)
        )
        + (concentration1 - prior_concentration1) * torch.digamma(concentration1)
        + (concentration0 - prior_concentration0) * torch.digamma(concentration0)
        - (
            concentration1
            - prior_concentration1
            + concentration0
            - prior_concentration0
        ) * torch.digamma(concentration1 + concentration0)
    )
    return torch.mean(torch.sum(kl, dim=-1))
