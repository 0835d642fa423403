// A variational autoencoder in TensorFlow.js: a Gaussian of learned scale, and a weight on the KL.

import * as tf from '@tensorflow/tfjs';

const latentDim = 8;

export function sample(mu: tf.Tensor2D, logvar: tf.Tensor2D): tf.Tensor2D {
  const epsilon = tf.randomNormal([mu.shape[0], latentDim]);
  return mu.add(logvar.mul(0.5).exp().mul(epsilon));
}

export function loss(
  x: tf.Tensor2D,
  mean: tf.Tensor2D,
  logScale: tf.Tensor2D,
  mu: tf.Tensor2D,
  logvar: tf.Tensor2D,
  beta = 4,
): tf.Scalar {
  const errors = x.sub(mean).div(logScale.exp()).square();
  const reconstruction = errors.mul(0.5).add(logScale).sum(-1).mean();
  const kl = mu.square().add(logvar.exp()).sub(1).sub(logvar).sum(-1).mul(0.5).mean();
  return reconstruction.add(kl.mul(beta)).asScalar();
}
