// TensorFlow.js, in JavaScript and TypeScript.

export const tfjsPrograms: Readonly<Record<string, string>> = {
  'method chains': `
import * as tf from '@tensorflow/tfjs';
export function vaeLoss(inputs, outputs) {
  return tf.tidy(() => {
    const originalDim = inputs.shape[1];
    const decoderOutput = outputs[0];
    const zMean = outputs[1];
    const zLogVar = outputs[2];
    const reconstructionLoss = tf.losses.meanSquaredError(inputs, decoderOutput).mul(originalDim); //! reconstruction gaussian_fixed mean,mean expr
    let klLoss = zLogVar.add(1).sub(zMean.square()).sub(zLogVar.exp()); //! kl logvar
    klLoss = klLoss.sum(-1).mul(-0.5);
    return reconstructionLoss.add(klLoss).mean(); //! elbo_total
  });
}
`,
  'functions and a class': `
import * as tf from '@tensorflow/tfjs';
class Sampling extends tf.layers.Layer {
  call(inputs) {
    const [zMean, zLogVar] = inputs;
    const epsilon = tf.randomNormal(zMean.shape);
    return tf.add(zMean, tf.mul(tf.exp(tf.mul(0.5, zLogVar)), epsilon)); //! reparameterize logvar
  }
}
function loss(x, logits, mu, logvar, beta = 1) {
  const bce = tf.sum(tf.losses.sigmoidCrossEntropy(x, logits, undefined, undefined, tf.Reduction.NONE)); //! reconstruction bernoulli_logits sum,sum
  const kl = tf.mul(-0.5, tf.sum(tf.sub(tf.sub(tf.add(1, logvar), tf.square(mu)), tf.exp(logvar)))); //! kl logvar sum,sum
  return tf.add(bce, tf.mul(beta, kl)); //! elbo_total; beta = beta
}
`,
  'an arrow function with plain arithmetic in TypeScript': `
import * as tf from '@tensorflow/tfjs-node';
const klDivergence = (mean: tf.Tensor2D, logVar: tf.Tensor2D): tf.Scalar =>
  tf.scalar(-0.5).mul(logVar.add(1).sub(mean.pow(2)).sub(logVar.exp()).sum(1).mean()); //! kl logvar mean,sum
const total = (x: tf.Tensor, y: tf.Tensor, mean: tf.Tensor2D, logVar: tf.Tensor2D) => {
  const rec = tf.sum(tf.squaredDifference(x, y), 1).mean(); //! reconstruction gaussian_fixed mean,sum
  return rec.add(klDivergence(mean, logVar)); //! elbo_total; beta = 1/2
};
`,
};
