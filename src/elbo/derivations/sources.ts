// Publications that several derivations rest on.

import type { Source } from '../families/family.ts';

export const kingmaWelling = (locator: string): Source => ({
  authors: 'D. P. Kingma, M. Welling',
  title: 'Auto-Encoding Variational Bayes',
  year: 2013,
  id: 'arXiv:1312.6114',
  locator,
});

export const jordan: Source = {
  authors: 'M. I. Jordan, Z. Ghahramani, T. S. Jaakkola, L. K. Saul',
  title: 'An Introduction to Variational Methods for Graphical Models',
  year: 1999,
  id: 'doi:10.1023/A:1007665907178',
};

export const bleiReview = (locator: string): Source => ({
  authors: 'D. M. Blei, A. Kucukelbir, J. D. McAuliffe',
  title: 'Variational Inference: A Review for Statisticians',
  year: 2017,
  id: 'arXiv:1601.00670',
  locator,
});

export const rybkin: Source = {
  authors: 'O. Rybkin, K. Daniilidis, S. Levine',
  title: 'Simple and Effective VAE Training with Calibrated Decoders',
  year: 2020,
  id: 'arXiv:2006.13202',
};

export const loaizaGanem: Source = {
  authors: 'G. Loaiza-Ganem, J. P. Cunningham',
  title: 'The continuous Bernoulli: fixing a pervasive error in variational autoencoders',
  year: 2019,
  id: 'arXiv:1907.06845',
};

export const burda = (locator: string): Source => ({
  authors: 'Y. Burda, R. Grosse, R. Salakhutdinov',
  title: 'Importance Weighted Autoencoders',
  year: 2015,
  id: 'arXiv:1509.00519',
  locator,
});

export const theis = (locator: string): Source => ({
  authors: 'L. Theis, A. van den Oord, M. Bethge',
  title: 'A note on the evaluation of generative models',
  year: 2015,
  id: 'arXiv:1511.01844',
  locator,
});
