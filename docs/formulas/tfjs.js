// Every formula of ELBO Lens in TensorFlow.js. Made by: npm run generate

import * as tf from '@tensorflow/tfjs';

/** Coefficients from the constant up. */
function polynomial(x, coefficients) {
  return coefficients.reduceRight((sum, c) => tf.add(tf.mul(sum, x), c), 0);
}

/** x log y, and 0 where x is 0. */
function xlogy(x, y) {
  return tf.mul(x, tf.log(tf.where(tf.equal(x, 0), tf.onesLike(y), y)));
}

/** x log(1 + y), and 0 where x is 0. */
function xlog1py(x, y) {
  return tf.mul(x, tf.log1p(tf.where(tf.equal(x, 0), tf.zerosLike(y), y)));
}

/** x coth x; by its series near 0, where the quotient is 0/0. */
function xCothX(x) {
  const isLarge = tf.greaterEqual(tf.abs(x), 0.03);
  const safe = tf.where(isLarge, x, tf.onesLike(x));
  const series = polynomial(tf.square(x), [1, 1 / 3, -1 / 45]);
  return tf.where(isLarge, tf.div(safe, tf.tanh(safe)), series);
}

/** log Gamma(x) for x > 0, by Stirling's series at x + 3. */
function lgamma(x) {
  const y = tf.add(x, 3);
  const product = tf.mul(tf.mul(x, tf.add(x, 1)), tf.add(x, 2));
  const inverse = tf.div(1, y);
  const series = polynomial(tf.square(inverse), [1 / 12, -1 / 360, 1 / 1260]);
  const leading = tf.sub(tf.mul(tf.sub(y, 0.5), tf.log(y)), y);
  const rest = tf.add(tf.mul(inverse, series), 0.5 * Math.log(2 * Math.PI));
  return tf.sub(tf.add(leading, rest), tf.log(product));
}

/** The derivative of log Gamma for x > 0, by its series at x + 3. */
function digamma(x) {
  const y = tf.add(x, 3);
  const inverse = tf.div(1, y);
  const coefficients = [0, 1 / 12, -1 / 120, 1 / 252, -1 / 240];
  const series = polynomial(tf.square(inverse), coefficients);
  const steps = tf.addN([0, 1, 2].map((step) => tf.div(1, tf.add(x, step))));
  return tf.sub(tf.sub(tf.log(y), tf.add(tf.div(inverse, 2), series)), steps);
}

/** e^-x I0(x) for x >= 0; Abramowitz and Stegun, 9.8.1 and 9.8.2. */
function i0e(x) {
  const small = tf.minimum(x, 3.75);
  const large = tf.maximum(x, 3.75);
  const near = polynomial(
    tf.square(tf.div(small, 3.75)),
    [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813],
  );
  const far = polynomial(tf.div(3.75, large), [
    0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706,
    0.02635537, -0.01647633, 0.00392377,
  ]);
  return tf.where(
    tf.greaterEqual(x, 3.75),
    tf.div(far, tf.sqrt(large)),
    tf.mul(tf.exp(tf.neg(small)), near),
  );
}

/** e^-x I1(x) for x >= 0; Abramowitz and Stegun, 9.8.3 and 9.8.4. */
function i1e(x) {
  const small = tf.minimum(x, 3.75);
  const large = tf.maximum(x, 3.75);
  const near = polynomial(
    tf.square(tf.div(small, 3.75)),
    [0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411],
  );
  const far = polynomial(tf.div(3.75, large), [
    0.39894228, -0.03988024, -0.00362018, 0.00163801, -0.01031555, 0.02282967,
    -0.02895312, 0.01787654, -0.00420059,
  ]);
  return tf.where(
    tf.greaterEqual(x, 3.75),
    tf.div(far, tf.sqrt(large)),
    tf.mul(tf.mul(small, tf.exp(tf.neg(small))), near),
  );
}

/**
 * Bernoulli: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - probs: Probability that x is 1. Shape (batch, data).
 */
export function bernoulliNllFromProbs(x, probs) {
  const logProb = tf.add(xlogy(x, probs), xlog1py(tf.sub(1, x), tf.neg(probs)));
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Bernoulli: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logits: log(p / (1 - p)) of the probability p that x is 1. Shape (batch, data).
 */
export function bernoulliNllFromLogits(x, logits) {
  const logProb = tf.sub(tf.mul(x, logits), tf.softplus(logits));
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Gaussian: negative log likelihood in nats, summed over data dimensions, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean. Shape (batch, data).
 * - scale: Standard deviation sigma. Any shape that broadcasts.
 */
export function normalNllFromScale(x, loc, scale) {
  const logProb = tf.sub(
    tf.sub(
      tf.neg(tf.mul(0.5, tf.square(tf.div(tf.sub(x, loc), scale)))),
      tf.log(scale),
    ),
    0.5 * Math.log(2 * Math.PI),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Gaussian: negative log likelihood in nats, summed over data dimensions, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean. Shape (batch, data).
 * - logvar: log sigma^2, the logarithm of the variance. Shape (batch, data).
 */
export function normalNllFromLogvar(x, loc, logvar) {
  const logProb = tf.neg(
    tf.mul(
      0.5,
      tf.add(
        tf.add(tf.mul(tf.square(tf.sub(x, loc)), tf.exp(tf.neg(logvar))), logvar),
        Math.log(2 * Math.PI),
      ),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Laplace: negative log likelihood in nats, summed over data dimensions, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean and median. Shape (batch, data).
 * - scale: Mean absolute deviation b. Any shape that broadcasts.
 */
export function laplaceNllFromScale(x, loc, scale) {
  const logProb = tf.sub(
    tf.sub(tf.neg(tf.div(tf.abs(tf.sub(x, loc)), scale)), tf.log(scale)),
    Math.log(2),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Laplace: negative log likelihood in nats, summed over data dimensions, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean and median. Shape (batch, data).
 * - logscale: log b. Shape (batch, data).
 */
export function laplaceNllFromLogscale(x, loc, logscale) {
  const logProb = tf.sub(
    tf.sub(tf.neg(tf.mul(tf.abs(tf.sub(x, loc)), tf.exp(tf.neg(logscale)))), logscale),
    Math.log(2),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Student-t: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - df: Degrees of freedom nu. Any shape that broadcasts.
 * - loc: Median, and mean where nu is above 1. Shape (batch, data).
 * - scale: Scale sigma; not the standard deviation. Any shape that broadcasts.
 */
export function studentTNllFromScale(x, df, loc, scale) {
  const logProb = tf.sub(
    tf.sub(
      tf.sub(
        tf.sub(lgamma(tf.mul(0.5, tf.add(df, 1))), lgamma(tf.mul(0.5, df))),
        tf.mul(0.5, tf.log(tf.mul(Math.PI, df))),
      ),
      tf.log(scale),
    ),
    tf.mul(
      tf.mul(0.5, tf.add(df, 1)),
      tf.log1p(tf.div(tf.square(tf.div(tf.sub(x, loc), scale)), df)),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Student-t: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logdf: log nu. Shape (batch, data).
 * - loc: Median, and mean where nu is above 1. Shape (batch, data).
 * - logscale: log sigma. Shape (batch, data).
 */
export function studentTNllFromLogscale(x, logdf, loc, logscale) {
  const df = tf.exp(logdf);
  const logProb = tf.sub(
    tf.sub(
      tf.sub(
        tf.sub(lgamma(tf.mul(0.5, tf.add(df, 1))), lgamma(tf.mul(0.5, df))),
        tf.mul(0.5, tf.log(tf.mul(Math.PI, df))),
      ),
      logscale,
    ),
    tf.mul(
      tf.mul(0.5, tf.add(df, 1)),
      tf.log1p(tf.div(tf.square(tf.mul(tf.sub(x, loc), tf.exp(tf.neg(logscale)))), df)),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Continuous Bernoulli: negative log likelihood in nats, summed over data dimensions,
 * averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - probs: The parameter p of the Bernoulli formula; not the mean. Shape (batch, data).
 */
export function continuousBernoulliNllFromProbs(x, probs) {
  const logProb = tf.add(
    tf.add(xlogy(x, probs), xlog1py(tf.sub(1, x), tf.neg(probs))),
    tf.log(
      tf.mul(2, xCothX(tf.mul(0.5, tf.sub(tf.log(probs), tf.log1p(tf.neg(probs)))))),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Continuous Bernoulli: negative log likelihood in nats, summed over data dimensions,
 * averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logits: log(p / (1 - p)). Shape (batch, data).
 */
export function continuousBernoulliNllFromLogits(x, logits) {
  const logProb = tf.add(
    tf.sub(tf.mul(x, logits), tf.softplus(logits)),
    tf.log(tf.mul(2, xCothX(tf.mul(0.5, logits)))),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Beta: negative log likelihood in nats, summed over data dimensions, averaged over the
 * batch.
 *
 * - x: The data. Shape (batch, data).
 * - concentration1: Weight of 1 (alpha): large ones push x up. Shape (batch, data).
 * - concentration0: Weight of 0 (beta): large ones push x down. Shape (batch, data).
 */
export function betaNllFromConcentrations(x, concentration1, concentration0) {
  const logProb = tf.sub(
    tf.sub(
      tf.add(
        tf.add(
          tf.mul(tf.sub(concentration1, 1), tf.log(x)),
          tf.mul(tf.sub(concentration0, 1), tf.log1p(tf.neg(x))),
        ),
        lgamma(tf.add(concentration1, concentration0)),
      ),
      lgamma(concentration1),
    ),
    lgamma(concentration0),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Beta: negative log likelihood in nats, summed over data dimensions, averaged over the
 * batch.
 *
 * - x: The data. Shape (batch, data).
 * - logits: log(m / (1 - m)) of the mean m. Shape (batch, data).
 * - logconcentration: log kappa, the sum of both concentrations. Shape (batch, data).
 */
export function betaNllFromLogits(x, logits, logconcentration) {
  const concentration = tf.exp(logconcentration);
  const logProb = tf.sub(
    tf.sub(
      tf.add(
        tf.add(
          tf.mul(tf.sub(tf.mul(concentration, tf.sigmoid(logits)), 1), tf.log(x)),
          tf.mul(
            tf.sub(tf.mul(concentration, tf.sigmoid(tf.neg(logits))), 1),
            tf.log1p(tf.neg(x)),
          ),
        ),
        lgamma(concentration),
      ),
      lgamma(tf.mul(concentration, tf.sigmoid(logits))),
    ),
    lgamma(tf.mul(concentration, tf.sigmoid(tf.neg(logits)))),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Discretised logistic: negative log likelihood in nats, summed over data dimensions,
 * averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Centre of the logistic density. Shape (batch, data).
 * - scale: Its scale s: 0.55 standard deviations. Any shape that broadcasts.
 * - binWidth: Distance between two levels. A number.
 * - minimum: The lowest level. A number.
 * - maximum: The highest level. A number.
 */
export function discretisedLogisticNllFromScale(
  x,
  loc,
  scale,
  binWidth,
  minimum,
  maximum,
) {
  const isAbove = tf.cast(tf.greater(x, maximum - 0.5 * binWidth), 'float32');
  const isBelow = tf.cast(tf.greater(minimum + 0.5 * binWidth, x), 'float32');
  const logProb = tf.sub(
    tf.sub(
      tf.mul(
        tf.sub(tf.sub(1, isAbove), isBelow),
        tf.log(tf.neg(tf.expm1(tf.neg(tf.div(binWidth, scale))))),
      ),
      tf.mul(
        tf.sub(1, isAbove),
        tf.softplus(tf.neg(tf.div(tf.sub(tf.add(x, 0.5 * binWidth), loc), scale))),
      ),
    ),
    tf.mul(
      tf.sub(1, isBelow),
      tf.softplus(tf.div(tf.sub(tf.sub(x, 0.5 * binWidth), loc), scale)),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Discretised logistic: negative log likelihood in nats, summed over data dimensions,
 * averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Centre of the logistic density. Shape (batch, data).
 * - logscale: log s. Shape (batch, data).
 * - binWidth: Distance between two levels. A number.
 * - minimum: The lowest level. A number.
 * - maximum: The highest level. A number.
 */
export function discretisedLogisticNllFromLogscale(
  x,
  loc,
  logscale,
  binWidth,
  minimum,
  maximum,
) {
  const isAbove = tf.cast(tf.greater(x, maximum - 0.5 * binWidth), 'float32');
  const inverseScale = tf.exp(tf.neg(logscale));
  const isBelow = tf.cast(tf.greater(minimum + 0.5 * binWidth, x), 'float32');
  const logProb = tf.sub(
    tf.sub(
      tf.mul(
        tf.sub(tf.sub(1, isAbove), isBelow),
        tf.log(tf.neg(tf.expm1(tf.neg(tf.mul(binWidth, inverseScale))))),
      ),
      tf.mul(
        tf.sub(1, isAbove),
        tf.softplus(
          tf.neg(tf.mul(tf.sub(tf.add(x, 0.5 * binWidth), loc), inverseScale)),
        ),
      ),
    ),
    tf.mul(
      tf.sub(1, isBelow),
      tf.softplus(tf.mul(tf.sub(tf.sub(x, 0.5 * binWidth), loc), inverseScale)),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Mixture of discretised logistics: negative log likelihood in nats, summed over data
 * dimensions, averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - probs: Weight of each component; they sum to 1. Shape (batch, data, component).
 * - loc: Centre of each component. Shape (batch, data, component).
 * - scale: Scale s of each component. Shape (component).
 * - binWidth: Distance between two levels. A number.
 * - minimum: The lowest level. A number.
 * - maximum: The highest level. A number.
 */
export function discretisedLogisticMixtureNllFromScale(
  x,
  probs,
  loc,
  scale,
  binWidth,
  minimum,
  maximum,
) {
  const isAbove = tf.cast(tf.greater(x, maximum - 0.5 * binWidth), 'float32');
  const isBelow = tf.cast(tf.greater(minimum + 0.5 * binWidth, x), 'float32');
  const logProb = tf.logSumExp(
    tf.add(
      tf.sub(
        tf.sub(
          tf.log(probs),
          tf.mul(
            tf.expandDims(tf.sub(1, isAbove), -1),
            tf.softplus(
              tf.neg(
                tf.div(
                  tf.sub(tf.add(tf.expandDims(x, -1), 0.5 * binWidth), loc),
                  scale,
                ),
              ),
            ),
          ),
        ),
        tf.mul(
          tf.expandDims(tf.sub(1, isBelow), -1),
          tf.softplus(
            tf.div(tf.sub(tf.sub(tf.expandDims(x, -1), 0.5 * binWidth), loc), scale),
          ),
        ),
      ),
      tf.mul(
        tf.expandDims(tf.sub(tf.sub(1, isAbove), isBelow), -1),
        tf.log(tf.neg(tf.expm1(tf.neg(tf.div(binWidth, scale))))),
      ),
    ),
    -1,
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Mixture of discretised logistics: negative log likelihood in nats, summed over data
 * dimensions, averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logits: Log weight of each component, up to a constant that all share. Shape
 *   (batch, data, component).
 * - loc: Centre of each component. Shape (batch, data, component).
 * - logscale: log s of each component. Shape (batch, data, component).
 * - binWidth: Distance between two levels. A number.
 * - minimum: The lowest level. A number.
 * - maximum: The highest level. A number.
 */
export function discretisedLogisticMixtureNllFromLogscale(
  x,
  logits,
  loc,
  logscale,
  binWidth,
  minimum,
  maximum,
) {
  const isAbove = tf.cast(tf.greater(x, maximum - 0.5 * binWidth), 'float32');
  const inverseScale = tf.exp(tf.neg(logscale));
  const isBelow = tf.cast(tf.greater(minimum + 0.5 * binWidth, x), 'float32');
  const logProb = tf.logSumExp(
    tf.add(
      tf.sub(
        tf.sub(
          tf.logSoftmax(logits, -1),
          tf.mul(
            tf.expandDims(tf.sub(1, isAbove), -1),
            tf.softplus(
              tf.neg(
                tf.mul(
                  tf.sub(tf.add(tf.expandDims(x, -1), 0.5 * binWidth), loc),
                  inverseScale,
                ),
              ),
            ),
          ),
        ),
        tf.mul(
          tf.expandDims(tf.sub(1, isBelow), -1),
          tf.softplus(
            tf.mul(
              tf.sub(tf.sub(tf.expandDims(x, -1), 0.5 * binWidth), loc),
              inverseScale,
            ),
          ),
        ),
      ),
      tf.mul(
        tf.expandDims(tf.sub(tf.sub(1, isAbove), isBelow), -1),
        tf.log(tf.neg(tf.expm1(tf.neg(tf.mul(binWidth, inverseScale))))),
      ),
    ),
    -1,
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Categorical: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - probs: Probability of each level; they sum to 1. Shape (batch, data, category).
 * - levels: Values of the levels. Shape (category).
 */
export function categoricalNllFromProbs(x, probs, levels) {
  const logProb = tf.sum(
    xlogy(tf.cast(tf.equal(tf.expandDims(x, -1), levels), 'float32'), probs),
    -1,
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Categorical: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logits: Log probability of each level, up to a constant that all levels share.
 *   Shape (batch, data, category).
 * - levels: Values of the levels. Shape (category).
 */
export function categoricalNllFromLogits(x, logits, levels) {
  const logProb = tf.sub(
    tf.sum(
      tf.mul(tf.cast(tf.equal(tf.expandDims(x, -1), levels), 'float32'), logits),
      -1,
    ),
    tf.logSumExp(logits, -1),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * One-hot categorical: negative log likelihood in nats, of each datum, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - probs: Probability of each class; they sum to 1. Shape (batch, data).
 */
export function oneHotCategoricalNllFromProbs(x, probs) {
  const logProb = tf.sum(xlogy(x, probs), -1);
  return tf.neg(tf.mean(logProb));
}

/**
 * One-hot categorical: negative log likelihood in nats, of each datum, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logits: Log probability of each class, up to a constant that all classes share.
 *   Shape (batch, data).
 */
export function oneHotCategoricalNllFromLogits(x, logits) {
  const logProb = tf.sub(tf.sum(tf.mul(x, logits), -1), tf.logSumExp(logits, -1));
  return tf.neg(tf.mean(logProb));
}

/**
 * Poisson: negative log likelihood in nats, summed over data dimensions, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - rate: Mean count. Shape (batch, data).
 */
export function poissonNllFromRate(x, rate) {
  const logProb = tf.sub(tf.sub(xlogy(x, rate), rate), lgamma(tf.add(x, 1)));
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Poisson: negative log likelihood in nats, summed over data dimensions, averaged over
 * the batch.
 *
 * - x: The data. Shape (batch, data).
 * - lograte: Logarithm of the mean count. Shape (batch, data).
 */
export function poissonNllFromLograte(x, lograte) {
  const logProb = tf.sub(
    tf.sub(tf.mul(x, lograte), tf.exp(lograte)),
    lgamma(tf.add(x, 1)),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Negative binomial: negative log likelihood in nats, summed over data dimensions,
 * averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - totalCount: Number of failures that end the count; need not be whole. It is theta.
 *   Shape (batch, data).
 * - probs: Probability of a success. Shape (batch, data).
 */
export function negativeBinomialNllFromProbs(x, totalCount, probs) {
  const logProb = tf.sub(
    tf.sub(
      tf.add(
        tf.add(tf.mul(totalCount, tf.log1p(tf.neg(probs))), xlogy(x, probs)),
        lgamma(tf.add(x, totalCount)),
      ),
      lgamma(totalCount),
    ),
    lgamma(tf.add(x, 1)),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Negative binomial: negative log likelihood in nats, summed over data dimensions,
 * averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - totalCount: Number of failures that end the count; need not be whole. It is theta.
 *   Shape (batch, data).
 * - logits: log(p / (1 - p)) = log(mu / theta). Shape (batch, data).
 */
export function negativeBinomialNllFromLogits(x, totalCount, logits) {
  const logProb = tf.sub(
    tf.sub(
      tf.sub(
        tf.sub(lgamma(tf.add(x, totalCount)), tf.mul(totalCount, tf.softplus(logits))),
        tf.mul(x, tf.softplus(tf.neg(logits))),
      ),
      lgamma(totalCount),
    ),
    lgamma(tf.add(x, 1)),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Negative binomial: negative log likelihood in nats, summed over data dimensions,
 * averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logmean: Logarithm of the mean count mu. Shape (batch, data).
 * - logdispersion: log theta, the inverse dispersion. Shape (batch, data).
 */
export function negativeBinomialNllFromLogmean(x, logmean, logdispersion) {
  const dispersion = tf.exp(logdispersion);
  const mean = tf.exp(logmean);
  const logProb = tf.sub(
    tf.sub(
      tf.add(
        tf.add(
          tf.mul(dispersion, tf.log(tf.div(dispersion, tf.add(dispersion, mean)))),
          tf.mul(x, tf.log(tf.div(mean, tf.add(dispersion, mean)))),
        ),
        lgamma(tf.add(x, dispersion)),
      ),
      lgamma(dispersion),
    ),
    lgamma(tf.add(x, 1)),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Zero-inflated negative binomial: negative log likelihood in nats, summed over data
 * dimensions, averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - totalCount: Number of failures that end the count; need not be whole. It is theta.
 *   Shape (batch, data).
 * - probs: Probability of a success. Shape (batch, data).
 * - gate: Probability pi of an extra zero. Shape (batch, data).
 */
export function zeroInflatedNegativeBinomialNllFromProbs(x, totalCount, probs, gate) {
  const isPositive = tf.cast(tf.greater(x, 0), 'float32');
  const logProb = tf.add(
    tf.mul(
      tf.sub(1, isPositive),
      tf.log(
        tf.add(gate, tf.mul(tf.sub(1, gate), tf.pow(tf.sub(1, probs), totalCount))),
      ),
    ),
    tf.mul(
      isPositive,
      tf.sub(
        tf.sub(
          tf.add(
            tf.add(
              tf.add(
                tf.log1p(tf.neg(gate)),
                tf.mul(totalCount, tf.log1p(tf.neg(probs))),
              ),
              xlogy(x, probs),
            ),
            lgamma(tf.add(x, totalCount)),
          ),
          lgamma(totalCount),
        ),
        lgamma(tf.add(x, 1)),
      ),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Zero-inflated negative binomial: negative log likelihood in nats, summed over data
 * dimensions, averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logmean: Logarithm of mu, the mean without extra zeros. Shape (batch, data).
 * - logdispersion: log theta, the inverse dispersion. Shape (batch, data).
 * - gatelogits: log(pi / (1 - pi)). Shape (batch, data).
 */
export function zeroInflatedNegativeBinomialNllFromLogmean(
  x,
  logmean,
  logdispersion,
  gatelogits,
) {
  const isPositive = tf.cast(tf.greater(x, 0), 'float32');
  const dispersion = tf.exp(logdispersion);
  const mean = tf.exp(logmean);
  const logProb = tf.add(
    tf.mul(
      tf.sub(1, isPositive),
      tf.log(
        tf.add(
          tf.sigmoid(gatelogits),
          tf.mul(
            tf.sigmoid(tf.neg(gatelogits)),
            tf.pow(tf.div(dispersion, tf.add(dispersion, mean)), dispersion),
          ),
        ),
      ),
    ),
    tf.mul(
      isPositive,
      tf.sub(
        tf.sub(
          tf.add(
            tf.add(
              tf.sub(
                tf.mul(
                  dispersion,
                  tf.log(tf.div(dispersion, tf.add(dispersion, mean))),
                ),
                tf.softplus(gatelogits),
              ),
              tf.mul(x, tf.log(tf.div(mean, tf.add(dispersion, mean)))),
            ),
            lgamma(tf.add(x, dispersion)),
          ),
          lgamma(dispersion),
        ),
        lgamma(tf.add(x, 1)),
      ),
    ),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Multinomial: negative log likelihood in nats, of each datum, averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - probs: Share of each dimension; they sum to 1. Shape (batch, data).
 * - totalCount: Sum of each datum. Shape (batch).
 */
export function multinomialNllFromProbs(x, probs, totalCount) {
  const logProb = tf.add(
    tf.sub(lgamma(tf.add(totalCount, 1)), tf.sum(lgamma(tf.add(x, 1)), -1)),
    tf.sum(xlogy(x, probs), -1),
  );
  return tf.neg(tf.mean(logProb));
}

/**
 * Multinomial: negative log likelihood in nats, of each datum, averaged over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - logits: Log share of each dimension, up to a constant that all share. Shape (batch,
 *   data).
 * - totalCount: Sum of each datum. Shape (batch).
 */
export function multinomialNllFromLogits(x, logits, totalCount) {
  const logProb = tf.sub(
    tf.add(
      tf.sub(lgamma(tf.add(totalCount, 1)), tf.sum(lgamma(tf.add(x, 1)), -1)),
      tf.sum(tf.mul(x, logits), -1),
    ),
    tf.mul(totalCount, tf.logSumExp(logits, -1)),
  );
  return tf.neg(tf.mean(logProb));
}

/**
 * Log-normal: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean of log x. Shape (batch, data).
 * - scale: Standard deviation sigma of log x. Any shape that broadcasts.
 */
export function logNormalNllFromScale(x, loc, scale) {
  const logProb = tf.sub(
    tf.sub(
      tf.sub(
        tf.neg(tf.mul(0.5, tf.square(tf.div(tf.sub(tf.log(x), loc), scale)))),
        tf.log(scale),
      ),
      0.5 * Math.log(2 * Math.PI),
    ),
    tf.log(x),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Log-normal: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean of log x. Shape (batch, data).
 * - logscale: log sigma, of log x. Shape (batch, data).
 */
export function logNormalNllFromLogscale(x, loc, logscale) {
  const logProb = tf.sub(
    tf.sub(
      tf.sub(
        tf.neg(
          tf.mul(
            0.5,
            tf.square(tf.mul(tf.sub(tf.log(x), loc), tf.exp(tf.neg(logscale)))),
          ),
        ),
        logscale,
      ),
      0.5 * Math.log(2 * Math.PI),
    ),
    tf.log(x),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Von Mises: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean direction. Shape (batch, data).
 * - concentration: Concentration kappa. Any shape that broadcasts.
 */
export function vonMisesNllFromConcentration(x, loc, concentration) {
  const logProb = tf.sub(
    tf.sub(tf.mul(concentration, tf.cos(tf.sub(x, loc))), Math.log(2 * Math.PI)),
    tf.add(tf.log(i0e(concentration)), concentration),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * Von Mises: negative log likelihood in nats, summed over data dimensions, averaged
 * over the batch.
 *
 * - x: The data. Shape (batch, data).
 * - loc: Mean direction. Shape (batch, data).
 * - logconcentration: log kappa. Shape (batch, data).
 */
export function vonMisesNllFromLogconcentration(x, loc, logconcentration) {
  const concentration = tf.exp(logconcentration);
  const logProb = tf.sub(
    tf.sub(
      tf.neg(
        tf.mul(
          tf.mul(2, concentration),
          tf.square(tf.sin(tf.mul(0.5, tf.sub(x, loc)))),
        ),
      ),
      Math.log(2 * Math.PI),
    ),
    tf.log(i0e(concentration)),
  );
  return tf.neg(tf.mean(tf.sum(logProb, -1)));
}

/**
 * KL(N(mu, sigma^2) || N(0, 1)) in nats, summed over latent dimensions, averaged over
 * the batch.
 *
 * - mu: Mean. Shape (batch, latent).
 * - logvar: log sigma^2. Shape (batch, latent).
 */
export function klNormalStandardNormal(mu, logvar) {
  const kl = tf.mul(0.5, tf.add(tf.square(mu), tf.sub(tf.expm1(logvar), logvar)));
  return tf.mean(tf.sum(kl, -1));
}

/**
 * KL(N(mu, sigma^2) || N(mu_p, sigma_p^2)) in nats, summed over latent dimensions,
 * averaged over the batch.
 *
 * - mu: Mean. Shape (batch, latent).
 * - logvar: log sigma^2. Shape (batch, latent).
 * - priorMu: Mean of the prior. Shape (batch, latent).
 * - priorLogvar: log sigma^2 of the prior. Shape (batch, latent).
 */
export function klNormalNormal(mu, logvar, priorMu, priorLogvar) {
  const kl = tf.mul(
    0.5,
    tf.add(
      tf.mul(tf.square(tf.sub(mu, priorMu)), tf.exp(tf.neg(priorLogvar))),
      tf.sub(tf.expm1(tf.sub(logvar, priorLogvar)), tf.sub(logvar, priorLogvar)),
    ),
  );
  return tf.mean(tf.sum(kl, -1));
}

/**
 * KL(Cat(q) || uniform) in nats, summed over latent dimensions, averaged over the
 * batch.
 *
 * - logits: One logit for each category. Shape (batch, latent, category).
 * - categories: Their number L. A number.
 */
export function klCategoricalUniform(logits, categories) {
  const logProbs = tf.logSoftmax(logits, -1);
  const kl = tf.add(
    tf.sum(tf.mul(tf.exp(logProbs), logProbs), -1),
    Math.log(categories),
  );
  return tf.mean(tf.sum(kl, -1));
}

/**
 * KL(Cat(q) || Cat(p)) in nats, summed over latent dimensions, averaged over the batch.
 *
 * - logits: One logit for each category. Shape (batch, latent, category).
 * - priorLogits: Those of the prior. Shape (batch, latent, category).
 */
export function klCategoricalCategorical(logits, priorLogits) {
  const logProbs = tf.logSoftmax(logits, -1);
  const kl = tf.sum(
    tf.mul(tf.exp(logProbs), tf.sub(logProbs, tf.logSoftmax(priorLogits, -1))),
    -1,
  );
  return tf.mean(tf.sum(kl, -1));
}

/**
 * KL(vM(mu, kappa) || uniform) in nats, summed over latent dimensions, averaged over
 * the batch.
 *
 * - concentration: Concentration kappa. Shape (batch, latent).
 */
export function klVonMisesUniform(concentration) {
  const kl = tf.sub(
    tf.mul(concentration, tf.div(i1e(concentration), i0e(concentration))),
    tf.add(tf.log(i0e(concentration)), concentration),
  );
  return tf.mean(tf.sum(kl, -1));
}

/**
 * KL(Gamma(a, b) || Gamma(c, d)) in nats, summed over latent dimensions, averaged over
 * the batch.
 *
 * - concentration: Shape a. Shape (batch, latent).
 * - rate: Rate b, 1/scale. Shape (batch, latent).
 * - priorConcentration: Shape c of the prior. Shape (batch, latent).
 * - priorRate: Rate d of the prior. Shape (batch, latent).
 */
export function klGammaGamma(concentration, rate, priorConcentration, priorRate) {
  const kl = tf.add(
    tf.add(
      tf.add(
        tf.sub(
          tf.mul(tf.sub(concentration, priorConcentration), digamma(concentration)),
          lgamma(concentration),
        ),
        lgamma(priorConcentration),
      ),
      tf.mul(priorConcentration, tf.log(tf.div(rate, priorRate))),
    ),
    tf.mul(concentration, tf.div(tf.sub(priorRate, rate), rate)),
  );
  return tf.mean(tf.sum(kl, -1));
}

/**
 * KL(Beta(a, b) || Beta(c, d)) in nats, summed over latent dimensions, averaged over
 * the batch.
 *
 * - concentration1: Weight a of 1. Shape (batch, latent).
 * - concentration0: Weight b of 0. Shape (batch, latent).
 * - priorConcentration1: Weight c of 1 in the prior. Shape (batch, latent).
 * - priorConcentration0: Weight d of 0 in the prior. Shape (batch, latent).
 */
export function klBetaBeta(
  concentration1,
  concentration0,
  priorConcentration1,
  priorConcentration0,
) {
  const kl = tf.sub(
    tf.add(
      tf.add(
        tf.sub(
          tf.sub(
            tf.add(lgamma(priorConcentration1), lgamma(priorConcentration0)),
            lgamma(tf.add(priorConcentration1, priorConcentration0)),
          ),
          tf.sub(
            tf.add(lgamma(concentration1), lgamma(concentration0)),
            lgamma(tf.add(concentration1, concentration0)),
          ),
        ),
        tf.mul(tf.sub(concentration1, priorConcentration1), digamma(concentration1)),
      ),
      tf.mul(tf.sub(concentration0, priorConcentration0), digamma(concentration0)),
    ),
    tf.mul(
      tf.sub(
        tf.add(tf.sub(concentration1, priorConcentration1), concentration0),
        priorConcentration0,
      ),
      digamma(tf.add(concentration1, concentration0)),
    ),
  );
  return tf.mean(tf.sum(kl, -1));
}
