// Commented starters for ELBO: New Config. The same texts are the files in `examples/`, kept equal by a test.

import { binaryBars } from './starters/binaryBars.ts';
import { table } from './starters/table.ts';
import type { Template } from './starters/template.ts';

const twoMoons = `# Points on two interleaving half circles: two dimensions, so data, samples and latent space fit in a plane.
data:
  source: two-moons
  count: 2000
  validation: 200
  options:
    noise: 0.1 # standard deviation of the points around the half circles

model:
  latent: 2
  encoder:
    kind: mlp
    hidden: [64, 64]
    activation: relu
  decoder:
    kind: mlp
    hidden: [64, 64]
    activation: relu

likelihood:
  # A density: log p(x|z) may exceed 0, so the reconstruction loss goes below 0 and the chart with it.
  family: normal
  scale: fixed # or shared: sigma is one learned number
  sigma: 0.15

training:
  learningRate: 0.003
  batchSize: 128
  epochs: 60

evaluation:
  passes: 4 # draws of z per datum that an evaluation averages
`;

const strokeDigits = `# Digits 0 to 9, drawn by the box with varying strokes. Nothing to download.
data:
  source: stroke-digits
  count: 4000
  validation: 400
  transform: threshold # pixels become 0 or 1, so a Bernoulli is a probability of each picture
  threshold: 0.5

model:
  latent: 10
  encoder:
    kind: mlp
    hidden: [256]
  decoder:
    kind: mlp
    hidden: [256]

likelihood:
  family: bernoulli

objective:
  kind: elbo # try beta-elbo with beta: 4, and watch which latent dimensions switch off

training:
  learningRate: 0.002
  batchSize: 128
  epochs: 15
`;

const linearGaussian = `# x = W z + mean + noise: the one VAE whose best ELBO is known in closed form (probabilistic PCA, Tipping and
# Bishop 1999). Linear networks reach it, because the true posterior is a normal with diagonal covariance
# in the right basis of z.
data:
  source: linear-gaussian
  count: 2000
  options:
    dimensions: 10
    latent: 3
    noise: 0.5

model:
  latent: 3
  encoder:
    kind: mlp
    hidden: [] # no hidden layer: a linear map
  decoder:
    kind: mlp
    hidden: []

likelihood:
  family: normal
  scale: shared # should end near the noise of the data
  sigma: 1

objective:
  kind: elbo
  samples: 8 # several draws of z per datum: less noise in the gradients

training:
  learningRate: 0.01
  batchSize: 1000
  steps: 4000

evaluation:
  every: 1000
  passes: 32 # the remaining gap is small: measure it well
`;

const shapesConv = `# A disc, a square or a triangle of varying grey, size and place, with a small convolutional network.
data:
  source: shapes
  count: 3000
  validation: 300
  # Grey levels are 256 discrete values. Noise of one level's width makes them a density's business, and keeps a
  # learned sigma from shrinking for ever.
  transform: uniform-dequantisation
  options:
    side: 28

model:
  latent: 8
  encoder:
    kind: conv
    channels: [16, 32] # 28 → 14 → 7 pixels a side
    hidden: [64]
  decoder:
    kind: conv
    channels: [16, 32] # encoder order; the decoder uses them reversed
    hidden: [64]

likelihood:
  family: normal
  scale: shared
  sigma: 0.2

objective:
  kind: beta-elbo
  beta:
    schedule: linear # the KL fades in, so that latents are found before they are priced
    from: 0
    to: 1
    steps: 150

training:
  learningRate: 0.002
  batchSize: 64
  epochs: 10
`;

const mnist = `# MNIST, or any other images in its IDX format, plain or gzip-compressed.
# Set the two paths to where your files are, relative to this file. Remove \`labels\` if you have none: they only
# colour the latent map.
data:
  source: idx
  images: data/t10k-images-idx3-ubyte.gz
  labels: data/t10k-labels-idx1-ubyte.gz
  limit: 10000
  validation: 1000 # the last ones; the others train
  transform: threshold # or static-binarisation, stochastic-binarisation, none (grey)
  threshold: 0.5

model:
  latent: 20
  encoder:
    kind: mlp
    hidden: [400]
  decoder:
    kind: mlp
    hidden: [400]
  initialisation: pytorch

likelihood:
  family: bernoulli

training:
  optimizer: adam
  learningRate: 0.001
  batchSize: 128
  epochs: 20

evaluation:
  passes: 4
`;

const geneCounts = `# Counts of 30 genes in cells of 4 kinds, some of them lost: what zero-inflated negative binomials are for.
data:
  source: gene-counts
  count: 3000
  validation: 300
  options:
    dispersion: 2 # what theta below should find
    missing: 0.1 # and pi

model:
  latent: 5
  encoder:
    kind: mlp
    hidden: [64]
  decoder:
    kind: mlp
    hidden: [64]

likelihood:
  family: zero-inflated-negative-binomial # or negative-binomial, poisson: compare their validation ELBO
  dispersion: shared # theta is one learned number; per-dimension: one for each gene
  theta: 1
  zeroInflation: shared
  pi: 0.3

objective:
  kind: free-bits
  freeNats: 0.1 # each latent dimension may know this much for free, so that none is switched off early

training:
  learningRate: 0.003
  batchSize: 64
  epochs: 30

evaluation:
  passes: 4
`;

export const templates: readonly Template[] = [
  {
    id: 'stroke-digits',
    label: 'Stroke digits',
    detail: 'Drawn digits, 28 × 28, binarised, with a Bernoulli. Trains in a minute.',
    text: strokeDigits,
  },
  {
    id: 'two-moons',
    label: 'Two moons',
    detail: 'Points in the plane and a two-dimensional latent space. Trains in seconds.',
    text: twoMoons,
  },
  {
    id: 'linear-gaussian',
    label: 'Linear Gaussian',
    detail: 'The model whose best ELBO is known in closed form.',
    text: linearGaussian,
  },
  {
    id: 'shapes-conv',
    label: 'Grey shapes, convolutional',
    detail: 'Pictures with known factors, a normal with learned scale, and a KL warm-up.',
    text: shapesConv,
  },
  binaryBars,
  table,
  {
    id: 'gene-counts',
    label: 'Gene counts',
    detail: 'Counts with extra zeros, a zero-inflated negative binomial, free bits.',
    text: geneCounts,
  },
  {
    id: 'mnist',
    label: 'MNIST or other IDX files',
    detail: 'Your own image file, by its path: 784-400-20, Bernoulli.',
    text: mnist,
  },
];
