// TensorFlow and Keras losses in the shapes people give them.

export const kerasPrograms: Readonly<Record<string, string>> = {
  'a closure passed to compile': `
from keras.layers import Input, Dense, Lambda
from keras.models import Model
from keras import backend as K
from keras import metrics
original_dim = 784
latent_dim = 2
x = Input(shape=(original_dim,))
h = Dense(256, activation='relu')(x)
z_mean = Dense(latent_dim)(h)
z_log_var = Dense(latent_dim)(h)
def sampling(args):
    z_mean, z_log_var = args
    epsilon = K.random_normal(shape=(K.shape(z_mean)[0], latent_dim), mean=0., stddev=1.)
    return z_mean + K.exp(z_log_var / 2) * epsilon  #! reparameterize gaussian logvar
z = Lambda(sampling, output_shape=(latent_dim,))([z_mean, z_log_var])
x_decoded_mean = Dense(original_dim, activation='sigmoid')(z)
vae = Model(x, x_decoded_mean)
def vae_loss(x, x_decoded_mean):
    xent_loss = original_dim * metrics.binary_crossentropy(x, x_decoded_mean)  #! reconstruction bernoulli expr mean,mean
    kl_loss = -0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)  #! kl logvar mean,sum none
    return K.mean(xent_loss + kl_loss)  #! elbo_total; beta = 1
vae.compile(optimizer='rmsprop', loss=vae_loss)
`,
  add_loss: `
import tensorflow as tf
from tensorflow.keras import layers, Model
from tensorflow.keras.losses import mse
inputs = layers.Input(shape=(784,))
z_mean = layers.Dense(2)(inputs)
z_log_var = layers.Dense(2)(inputs)
outputs = layers.Dense(784)(z_mean)
vae = Model(inputs, outputs)
reconstruction_loss = mse(inputs, outputs)  #! reconstruction gaussian_fixed
reconstruction_loss *= 784
kl_loss = 1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var)  #! kl logvar mean,sum
kl_loss = tf.reduce_sum(kl_loss, axis=-1)
kl_loss *= -0.5
vae_loss = tf.reduce_mean(reconstruction_loss + kl_loss)  #! elbo_total
vae.add_loss(vae_loss)
`,
  'a Sampling layer and a train_step': `
import tensorflow as tf
from tensorflow import keras
class Sampling(keras.layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch = tf.shape(z_mean)[0]
        dim = tf.shape(z_mean)[1]
        epsilon = tf.random.normal(shape=(batch, dim))
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon  #! reparameterize logvar
class VAE(keras.Model):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            reconstruction = self.decoder(z)
            reconstruction_loss = tf.reduce_mean(  #! reconstruction bernoulli mean,sum
                tf.reduce_sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2))
            )
            kl_loss = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))  #! kl logvar mean,sum
            kl_loss = tf.reduce_mean(tf.reduce_sum(kl_loss, axis=1))
            total_loss = reconstruction_loss + kl_loss  #! elbo_total
        grads = tape.gradient(total_loss, self.trainable_weights)
        return {"loss": total_loss}
`,
  'logits and Monte Carlo densities': `
import tensorflow as tf
import numpy as np
def log_normal_pdf(sample, mean, logvar, raxis=1):
    log2pi = tf.math.log(2. * np.pi)
    return tf.reduce_sum(-.5 * ((sample - mean) ** 2. * tf.exp(-logvar) + logvar + log2pi), axis=raxis)
def compute_loss(model, x):
    mean, logvar = model.encode(x)
    z = model.reparameterize(mean, logvar)
    x_logit = model.decode(z)
    cross_ent = tf.nn.sigmoid_cross_entropy_with_logits(logits=x_logit, labels=x)  #! reconstruction bernoulli_logits -
    logpx_z = -tf.reduce_sum(cross_ent, axis=[1, 2, 3])
    logpz = log_normal_pdf(z, 0., 0.)  #! kl monte_carlo logvar mean,sum +
    logqz_x = log_normal_pdf(z, mean, logvar)
    return -tf.reduce_mean(logpx_z + logpz - logqz_x)  #! elbo_total; beta = 1
`,
  'TensorFlow 1 graphs': `
import tensorflow as tf
class VAE(object):
    def _create_loss_optimizer(self):
        reconstr_loss = -tf.reduce_sum(self.x * tf.log(1e-10 + self.x_reconstr_mean)  #! reconstruction bernoulli mean,sum
                           + (1 - self.x) * tf.log(1e-10 + 1 - self.x_reconstr_mean), 1)
        latent_loss = -0.5 * tf.reduce_sum(1 + self.z_log_sigma_sq  #! kl mean,sum
                                           - tf.square(self.z_mean)
                                           - tf.exp(self.z_log_sigma_sq), 1)
        self.cost = tf.reduce_mean(reconstr_loss + latent_loss)  #! elbo_total; beta = 1
`,
  'TensorFlow Probability': `
import tensorflow as tf
import tensorflow_probability as tfp
tfd = tfp.distributions
def make_loss(x, loc, scale, decoder):
    prior = tfd.MultivariateNormalDiag(loc=tf.zeros(8), scale_diag=tf.ones(8))
    posterior = tfd.MultivariateNormalDiag(loc=loc, scale_diag=scale)
    z = posterior.sample()  #! reparameterize
    likelihood = tfd.Independent(tfd.Bernoulli(logits=decoder(z)), 3)
    nll = -likelihood.log_prob(x)  #! reconstruction bernoulli_logits mean,sum
    kl = tfd.kl_divergence(posterior, prior)  #! kl diag_gaussian_vs_standard sigma mean,sum
    elbo = tf.reduce_mean(-kl - nll)  #! elbo_total
    return -elbo
`,
  'a KL layer': `
from keras.layers import Layer
import keras.backend as K
class KLDivergenceLayer(Layer):
    def call(self, inputs):
        mu, log_var = inputs
        kl_batch = -.5 * K.sum(1 + log_var - K.square(mu) - K.exp(log_var), axis=-1)  #! kl logvar mean,sum
        self.add_loss(K.mean(kl_batch), inputs=inputs)
        return inputs
def nll(y_true, y_pred):
    return K.sum(K.binary_crossentropy(y_true, y_pred), axis=-1)  #! reconstruction bernoulli none,sum
`,
  'Keras 3': `
import keras
from keras import ops, layers
class VAE(keras.Model):
    def compute_loss(self, x, y, y_pred):
        mean, log_var, recon = y_pred
        rec = ops.mean(ops.sum(ops.square(x - recon), axis=[1, 2, 3]))  #! reconstruction gaussian_fixed mean,sum
        kl = -0.5 * ops.mean(ops.sum(1 + log_var - ops.square(mean) - ops.exp(log_var), axis=1))  #! kl logvar mean,sum
        return rec + self.beta * kl  #! elbo_total; beta = beta/2
`,
  'KL layer of a flow of statements with capacity': `
import tensorflow as tf
def annealed(x, x_logits, mu, log_var, gamma, c_max, step, threshold):
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=x_logits), [1])  #! reconstruction bernoulli_logits mean,sum
    rec = tf.reduce_mean(rec)
    kl = tf.reduce_mean(0.5 * tf.reduce_sum(tf.square(mu) + tf.exp(log_var) - log_var - 1, [1]), name="kl")  #! kl logvar mean,sum
    c = tf.minimum(c_max, c_max * tf.cast(step, tf.float32) / threshold)
    return tf.add(rec, gamma * tf.abs(kl - c), name="elbo")  #! elbo_total
`,
  'binary cross-entropy scaled by the image size': `
import keras.backend as K
from keras.losses import binary_crossentropy
def make(img_rows, img_cols, z_mu, z_log_sigma):
    def loss(y_true, y_pred):
        xent = binary_crossentropy(K.flatten(y_true), K.flatten(y_pred))  #! reconstruction bernoulli
        xent *= img_rows * img_cols
        kl = - 0.5 * K.mean(1 + 2 * z_log_sigma - K.square(z_mu) - K.exp(2 * z_log_sigma), axis=-1)  #! kl log_sigma none,mean
        return xent + kl  #! elbo_total
    return loss
`,
};
