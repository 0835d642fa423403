"""A variational autoencoder in Keras: squared errors are averaged over the pixels, the KL is summed."""

import keras
from keras import layers, ops

latent_dim = 2


class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(shape=ops.shape(z_mean))
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon


class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.decoder = decoder
        self.sampling = Sampling()

    def compute_loss(self, x, y, y_pred, sample_weight=None):
        z_mean, z_log_var = self.encoder(x)
        reconstruction = self.decoder(self.sampling([z_mean, z_log_var]))
        reconstruction_loss = ops.mean(ops.square(x - reconstruction), axis=(1, 2, 3))
        kl_loss = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=1)
        return ops.mean(reconstruction_loss + kl_loss)
