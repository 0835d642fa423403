// The starter on pictures of bars: binary data whose true causes are known.

import type { Template } from './template.ts';

export const binaryBars: Template = {
  id: 'binary-bars',
  label: 'Binary bars',
  detail: 'Pictures of 0 and 1 made of bars, with a Bernoulli. Trains in seconds.',
  text: `# Rows and columns of 8 × 8 pixels, each a bar that is on or off: 16 independent causes, as many as latent dimensions.
data:
  source: binary-bars # 0 and 1 as they are: no transform is needed
  count: 4000
  validation: 400
  options:
    side: 8
    probability: 0.125 # of each bar to be on
    flip: 0.02 # of each pixel to be turned over: noise, and a floor for the loss

model:
  latent: 16 # more than it takes also works: those without use go inactive
  encoder:
    kind: mlp
    hidden: [128]
  decoder:
    kind: mlp
    hidden: [128]

likelihood:
  family: bernoulli

training:
  learningRate: 0.003
  batchSize: 128
  epochs: 30
`,
};
