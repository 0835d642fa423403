# Every formula of ELBO Lens in JAX. Made by: npm run generate

import math

import jax.numpy as jnp
from jax import nn
from jax.scipy import special


def x_coth_x(x):
    """x coth x; by its series near 0, where the quotient is 0/0."""
    is_small = jnp.abs(x) < 0.03
    safe = jnp.where(is_small, jnp.ones_like(x), x)
    return jnp.where(is_small, 1 + x**2 / 3 - x**4 / 45, safe / jnp.tanh(safe))


def bernoulli_nll_from_probs(x, probs):
    """Bernoulli: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    probs: Probability that x is 1. Shape (batch, data).
    """
    log_prob = special.xlogy(x, probs) + special.xlog1py(1 - x, -probs)
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def bernoulli_nll_from_logits(x, logits):
    """Bernoulli: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    logits: log(p / (1 - p)) of the probability p that x is 1. Shape (batch, data).
    """
    log_prob = x * logits - nn.softplus(logits)
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def normal_nll_from_scale(x, loc, scale):
    """Gaussian: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean. Shape (batch, data).
    scale: Standard deviation sigma. Any shape that broadcasts.
    """
    log_prob = (
        -0.5 * ((x - loc) / scale) ** 2
        - jnp.log(scale)
        - 0.5 * math.log(2 * math.pi)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def normal_nll_from_logvar(x, loc, logvar):
    """Gaussian: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean. Shape (batch, data).
    logvar: log sigma^2, the logarithm of the variance. Shape (batch, data).
    """
    log_prob = -0.5 * (
        (x - loc) ** 2 * jnp.exp(-logvar)
        + logvar
        + math.log(2 * math.pi)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def laplace_nll_from_scale(x, loc, scale):
    """Laplace: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean and median. Shape (batch, data).
    scale: Mean absolute deviation b. Any shape that broadcasts.
    """
    log_prob = -jnp.abs(x - loc) / scale - jnp.log(scale) - math.log(2)
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def laplace_nll_from_logscale(x, loc, logscale):
    """Laplace: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean and median. Shape (batch, data).
    logscale: log b. Shape (batch, data).
    """
    log_prob = -jnp.abs(x - loc) * jnp.exp(-logscale) - logscale - math.log(2)
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def student_t_nll_from_scale(x, df, loc, scale):
    """Student-t: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    df: Degrees of freedom nu. Any shape that broadcasts.
    loc: Median, and mean where nu is above 1. Shape (batch, data).
    scale: Scale sigma; not the standard deviation. Any shape that broadcasts.
    """
    log_prob = (
        special.gammaln(0.5 * (df + 1))
        - special.gammaln(0.5 * df)
        - 0.5 * jnp.log(math.pi * df)
        - jnp.log(scale)
        - 0.5 * (df + 1) * jnp.log1p(((x - loc) / scale) ** 2 / df)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def student_t_nll_from_logscale(x, logdf, loc, logscale):
    """Student-t: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    logdf: log nu. Shape (batch, data).
    loc: Median, and mean where nu is above 1. Shape (batch, data).
    logscale: log sigma. Shape (batch, data).
    """
    df = jnp.exp(logdf)
    log_prob = (
        special.gammaln(0.5 * (df + 1))
        - special.gammaln(0.5 * df)
        - 0.5 * jnp.log(math.pi * df)
        - logscale
        - 0.5 * (df + 1) * jnp.log1p(((x - loc) * jnp.exp(-logscale)) ** 2 / df)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def continuous_bernoulli_nll_from_probs(x, probs):
    """Continuous Bernoulli: negative log likelihood in nats, summed over data
    dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    probs: The parameter p of the Bernoulli formula; not the mean. Shape (batch, data).
    """
    log_prob = (
        special.xlogy(x, probs)
        + special.xlog1py(1 - x, -probs)
        + jnp.log(2 * x_coth_x(0.5 * (jnp.log(probs) - jnp.log1p(-probs))))
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def continuous_bernoulli_nll_from_logits(x, logits):
    """Continuous Bernoulli: negative log likelihood in nats, summed over data
    dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    logits: log(p / (1 - p)). Shape (batch, data).
    """
    log_prob = x * logits - nn.softplus(logits) + jnp.log(2 * x_coth_x(0.5 * logits))
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def beta_nll_from_concentrations(x, concentration1, concentration0):
    """Beta: negative log likelihood in nats, summed over data dimensions, averaged over
    the batch.

    x: The data. Shape (batch, data).
    concentration1: Weight of 1 (alpha): large ones push x up. Shape (batch, data).
    concentration0: Weight of 0 (beta): large ones push x down. Shape (batch, data).
    """
    log_prob = (
        (concentration1 - 1) * jnp.log(x)
        + (concentration0 - 1) * jnp.log1p(-x)
        + special.gammaln(concentration1 + concentration0)
        - special.gammaln(concentration1)
        - special.gammaln(concentration0)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def beta_nll_from_logits(x, logits, logconcentration):
    """Beta: negative log likelihood in nats, summed over data dimensions, averaged over
    the batch.

    x: The data. Shape (batch, data).
    logits: log(m / (1 - m)) of the mean m. Shape (batch, data).
    logconcentration: log kappa, the sum of both concentrations. Shape (batch, data).
    """
    concentration = jnp.exp(logconcentration)
    log_prob = (
        (concentration * nn.sigmoid(logits) - 1) * jnp.log(x)
        + (concentration * nn.sigmoid(-logits) - 1) * jnp.log1p(-x)
        + special.gammaln(concentration)
        - special.gammaln(concentration * nn.sigmoid(logits))
        - special.gammaln(concentration * nn.sigmoid(-logits))
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


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
    is_above = (x > maximum - 0.5 * bin_width).astype(x.dtype)
    is_below = (minimum + 0.5 * bin_width > x).astype(x.dtype)
    log_prob = (
        -(1 - is_above) * nn.softplus(-(x + 0.5 * bin_width - loc) / scale)
        - (1 - is_below) * nn.softplus((x - 0.5 * bin_width - loc) / scale)
        + (1 - is_above - is_below) * jnp.log(-jnp.expm1(-bin_width / scale))
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


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
    is_above = (x > maximum - 0.5 * bin_width).astype(x.dtype)
    inverse_scale = jnp.exp(-logscale)
    is_below = (minimum + 0.5 * bin_width > x).astype(x.dtype)
    log_prob = (
        -(1 - is_above) * nn.softplus(-(x + 0.5 * bin_width - loc) * inverse_scale)
        - (1 - is_below) * nn.softplus((x - 0.5 * bin_width - loc) * inverse_scale)
        + (1 - is_above - is_below) * jnp.log(-jnp.expm1(-bin_width * inverse_scale))
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


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
    is_above = (x > maximum - 0.5 * bin_width).astype(x.dtype)
    is_below = (minimum + 0.5 * bin_width > x).astype(x.dtype)
    log_prob = special.logsumexp(
        (
            jnp.log(probs)
            - (1 - is_above)[..., None] * nn.softplus(
                -(x[..., None] + 0.5 * bin_width - loc) / scale,
            )
            - (1 - is_below)[..., None] * nn.softplus(
                (x[..., None] - 0.5 * bin_width - loc) / scale,
            )
            + (1 - is_above - is_below)[..., None] * jnp.log(
                -jnp.expm1(-bin_width / scale),
            )
        ),
        axis=-1,
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


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
    is_above = (x > maximum - 0.5 * bin_width).astype(x.dtype)
    inverse_scale = jnp.exp(-logscale)
    is_below = (minimum + 0.5 * bin_width > x).astype(x.dtype)
    log_prob = special.logsumexp(
        (
            nn.log_softmax(logits, axis=-1)
            - (1 - is_above)[..., None] * nn.softplus(
                -(x[..., None] + 0.5 * bin_width - loc) * inverse_scale,
            )
            - (1 - is_below)[..., None] * nn.softplus(
                (x[..., None] - 0.5 * bin_width - loc) * inverse_scale,
            )
            + (1 - is_above - is_below)[..., None] * jnp.log(
                -jnp.expm1(-bin_width * inverse_scale),
            )
        ),
        axis=-1,
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def categorical_nll_from_probs(x, probs, levels):
    """Categorical: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    probs: Probability of each level; they sum to 1. Shape (batch, data, category).
    levels: Values of the levels. Shape (category).
    """
    log_prob = jnp.sum(
        special.xlogy((x[..., None] == levels).astype(x.dtype), probs),
        axis=-1,
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def categorical_nll_from_logits(x, logits, levels):
    """Categorical: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    logits: Log probability of each level, up to a constant that all levels share. Shape
        (batch, data, category).
    levels: Values of the levels. Shape (category).
    """
    log_prob = (
        jnp.sum((x[..., None] == levels).astype(x.dtype) * logits, axis=-1)
        - special.logsumexp(logits, axis=-1)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def one_hot_categorical_nll_from_probs(x, probs):
    """One-hot categorical: negative log likelihood in nats, of each datum, averaged
    over the batch.

    x: The data. Shape (batch, data).
    probs: Probability of each class; they sum to 1. Shape (batch, data).
    """
    log_prob = jnp.sum(special.xlogy(x, probs), axis=-1)
    return -jnp.mean(log_prob)


def one_hot_categorical_nll_from_logits(x, logits):
    """One-hot categorical: negative log likelihood in nats, of each datum, averaged
    over the batch.

    x: The data. Shape (batch, data).
    logits: Log probability of each class, up to a constant that all classes share.
        Shape (batch, data).
    """
    log_prob = jnp.sum(x * logits, axis=-1) - special.logsumexp(logits, axis=-1)
    return -jnp.mean(log_prob)


def poisson_nll_from_rate(x, rate):
    """Poisson: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    rate: Mean count. Shape (batch, data).
    """
    log_prob = special.xlogy(x, rate) - rate - special.gammaln(x + 1)
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def poisson_nll_from_lograte(x, lograte):
    """Poisson: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    lograte: Logarithm of the mean count. Shape (batch, data).
    """
    log_prob = x * lograte - jnp.exp(lograte) - special.gammaln(x + 1)
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def negative_binomial_nll_from_probs(x, total_count, probs):
    """Negative binomial: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    total_count: Number of failures that end the count; need not be whole. It is theta.
        Shape (batch, data).
    probs: Probability of a success. Shape (batch, data).
    """
    log_prob = (
        total_count * jnp.log1p(-probs)
        + special.xlogy(x, probs)
        + special.gammaln(x + total_count)
        - special.gammaln(total_count)
        - special.gammaln(x + 1)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def negative_binomial_nll_from_logits(x, total_count, logits):
    """Negative binomial: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    total_count: Number of failures that end the count; need not be whole. It is theta.
        Shape (batch, data).
    logits: log(p / (1 - p)) = log(mu / theta). Shape (batch, data).
    """
    log_prob = (
        -total_count * nn.softplus(logits)
        - x * nn.softplus(-logits)
        + special.gammaln(x + total_count)
        - special.gammaln(total_count)
        - special.gammaln(x + 1)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def negative_binomial_nll_from_logmean(x, logmean, logdispersion):
    """Negative binomial: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    logmean: Logarithm of the mean count mu. Shape (batch, data).
    logdispersion: log theta, the inverse dispersion. Shape (batch, data).
    """
    dispersion = jnp.exp(logdispersion)
    mean = jnp.exp(logmean)
    log_prob = (
        dispersion * jnp.log(dispersion / (dispersion + mean))
        + x * jnp.log(mean / (dispersion + mean))
        + special.gammaln(x + dispersion)
        - special.gammaln(dispersion)
        - special.gammaln(x + 1)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def zero_inflated_negative_binomial_nll_from_probs(x, total_count, probs, gate):
    """Zero-inflated negative binomial: negative log likelihood in nats, summed over
    data dimensions, averaged over the batch.

    x: The data. Shape (batch, data).
    total_count: Number of failures that end the count; need not be whole. It is theta.
        Shape (batch, data).
    probs: Probability of a success. Shape (batch, data).
    gate: Probability pi of an extra zero. Shape (batch, data).
    """
    is_positive = (x > 0).astype(x.dtype)
    log_prob = (
        (1 - is_positive) * jnp.log(gate + (1 - gate) * (1 - probs) ** total_count)
        + is_positive * (
            jnp.log1p(-gate)
            + total_count * jnp.log1p(-probs)
            + special.xlogy(x, probs)
            + special.gammaln(x + total_count)
            - special.gammaln(total_count)
            - special.gammaln(x + 1)
        )
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


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
    is_positive = (x > 0).astype(x.dtype)
    dispersion = jnp.exp(logdispersion)
    mean = jnp.exp(logmean)
    log_prob = (
        (1 - is_positive) * jnp.log(
            nn.sigmoid(gatelogits)
            + nn.sigmoid(-gatelogits) * (dispersion / (dispersion + mean)) ** dispersion
        )
        + is_positive * (
            -nn.softplus(gatelogits)
            + dispersion * jnp.log(dispersion / (dispersion + mean))
            + x * jnp.log(mean / (dispersion + mean))
            + special.gammaln(x + dispersion)
            - special.gammaln(dispersion)
            - special.gammaln(x + 1)
        )
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def multinomial_nll_from_probs(x, probs, total_count):
    """Multinomial: negative log likelihood in nats, of each datum, averaged over the
    batch.

    x: The data. Shape (batch, data).
    probs: Share of each dimension; they sum to 1. Shape (batch, data).
    total_count: Sum of each datum. Shape (batch).
    """
    log_prob = (
        special.gammaln(total_count + 1)
        - jnp.sum(special.gammaln(x + 1), axis=-1)
        + jnp.sum(special.xlogy(x, probs), axis=-1)
    )
    return -jnp.mean(log_prob)


def multinomial_nll_from_logits(x, logits, total_count):
    """Multinomial: negative log likelihood in nats, of each datum, averaged over the
    batch.

    x: The data. Shape (batch, data).
    logits: Log share of each dimension, up to a constant that all share. Shape (batch,
        data).
    total_count: Sum of each datum. Shape (batch).
    """
    log_prob = (
        special.gammaln(total_count + 1)
        - jnp.sum(special.gammaln(x + 1), axis=-1)
        + jnp.sum(x * logits, axis=-1)
        - total_count * special.logsumexp(logits, axis=-1)
    )
    return -jnp.mean(log_prob)


def log_normal_nll_from_scale(x, loc, scale):
    """Log-normal: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    loc: Mean of log x. Shape (batch, data).
    scale: Standard deviation sigma of log x. Any shape that broadcasts.
    """
    log_prob = (
        -0.5 * ((jnp.log(x) - loc) / scale) ** 2
        - jnp.log(scale)
        - 0.5 * math.log(2 * math.pi)
        - jnp.log(x)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def log_normal_nll_from_logscale(x, loc, logscale):
    """Log-normal: negative log likelihood in nats, summed over data dimensions,
    averaged over the batch.

    x: The data. Shape (batch, data).
    loc: Mean of log x. Shape (batch, data).
    logscale: log sigma, of log x. Shape (batch, data).
    """
    log_prob = (
        -0.5 * ((jnp.log(x) - loc) * jnp.exp(-logscale)) ** 2
        - logscale
        - 0.5 * math.log(2 * math.pi)
        - jnp.log(x)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def von_mises_nll_from_concentration(x, loc, concentration):
    """Von Mises: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean direction. Shape (batch, data).
    concentration: Concentration kappa. Any shape that broadcasts.
    """
    log_prob = (
        concentration * jnp.cos(x - loc)
        - math.log(2 * math.pi)
        - (jnp.log(special.i0e(concentration)) + concentration)
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def von_mises_nll_from_logconcentration(x, loc, logconcentration):
    """Von Mises: negative log likelihood in nats, summed over data dimensions, averaged
    over the batch.

    x: The data. Shape (batch, data).
    loc: Mean direction. Shape (batch, data).
    logconcentration: log kappa. Shape (batch, data).
    """
    concentration = jnp.exp(logconcentration)
    log_prob = (
        -2 * concentration * jnp.sin(0.5 * (x - loc)) ** 2
        - math.log(2 * math.pi)
        - jnp.log(special.i0e(concentration))
    )
    return -jnp.mean(jnp.sum(log_prob, axis=-1))


def kl_normal_standard_normal(mu, logvar):
    """KL(N(mu, sigma^2) || N(0, 1)) in nats, summed over latent dimensions, averaged
    over the batch.

    mu: Mean. Shape (batch, latent).
    logvar: log sigma^2. Shape (batch, latent).
    """
    kl = 0.5 * (mu ** 2 + jnp.expm1(logvar) - logvar)
    return jnp.mean(jnp.sum(kl, axis=-1))


def kl_normal_normal(mu, logvar, prior_mu, prior_logvar):
    """KL(N(mu, sigma^2) || N(mu_p, sigma_p^2)) in nats, summed over latent dimensions,
    averaged over the batch.

    mu: Mean. Shape (batch, latent).
    logvar: log sigma^2. Shape (batch, latent).
    prior_mu: Mean of the prior. Shape (batch, latent).
    prior_logvar: log sigma^2 of the prior. Shape (batch, latent).
    """
    kl = 0.5 * (
        (mu - prior_mu) ** 2 * jnp.exp(-prior_logvar)
        + jnp.expm1(logvar - prior_logvar)
        - (logvar - prior_logvar)
    )
    return jnp.mean(jnp.sum(kl, axis=-1))


def kl_categorical_uniform(logits, categories):
    """KL(Cat(q) || uniform) in nats, summed over latent dimensions, averaged over the
    batch.

    logits: One logit for each category. Shape (batch, latent, category).
    categories: Their number L. A number.
    """
    log_probs = nn.log_softmax(logits, axis=-1)
    kl = jnp.sum(jnp.exp(log_probs) * log_probs, axis=-1) + math.log(categories)
    return jnp.mean(jnp.sum(kl, axis=-1))


def kl_categorical_categorical(logits, prior_logits):
    """KL(Cat(q) || Cat(p)) in nats, summed over latent dimensions, averaged over the
    batch.

    logits: One logit for each category. Shape (batch, latent, category).
    prior_logits: Those of the prior. Shape (batch, latent, category).
    """
    log_probs = nn.log_softmax(logits, axis=-1)
    kl = jnp.sum(
        jnp.exp(log_probs) * (log_probs - nn.log_softmax(prior_logits, axis=-1)),
        axis=-1,
    )
    return jnp.mean(jnp.sum(kl, axis=-1))


def kl_von_mises_uniform(concentration):
    """KL(vM(mu, kappa) || uniform) in nats, summed over latent dimensions, averaged
    over the batch.

    concentration: Concentration kappa. Shape (batch, latent).
    """
    kl = (
        concentration * (special.i1e(concentration) / special.i0e(concentration))
        - (jnp.log(special.i0e(concentration)) + concentration)
    )
    return jnp.mean(jnp.sum(kl, axis=-1))


def kl_gamma_gamma(concentration, rate, prior_concentration, prior_rate):
    """KL(Gamma(a, b) || Gamma(c, d)) in nats, summed over latent dimensions, averaged
    over the batch.

    concentration: Shape a. Shape (batch, latent).
    rate: Rate b, 1/scale. Shape (batch, latent).
    prior_concentration: Shape c of the prior. Shape (batch, latent).
    prior_rate: Rate d of the prior. Shape (batch, latent).
    """
    kl = (
        (concentration - prior_concentration) * special.digamma(concentration)
        - special.gammaln(concentration)
        + special.gammaln(prior_concentration)
        + prior_concentration * jnp.log(rate / prior_rate)
        + concentration * ((prior_rate - rate) / rate)
    )
    return jnp.mean(jnp.sum(kl, axis=-1))


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
        special.gammaln(prior_concentration1)
        + special.gammaln(prior_concentration0)
        - special.gammaln(prior_concentration1 + prior_concentration0)
        - (
            special.gammaln(concentration1)
            + special.gammaln(concentration0)
            - special.gammaln(concentration1 + concentration0)
        )
        + (concentration1 - prior_concentration1) * special.digamma(concentration1)
        + (concentration0 - prior_concentration0) * special.digamma(concentration0)
        - (
            concentration1
            - prior_concentration1
            + concentration0
            - prior_concentration0
        ) * special.digamma(concentration1 + concentration0)
    )
    return jnp.mean(jnp.sum(kl, axis=-1))
