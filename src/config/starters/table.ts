// The starter on a table of the user's own: CSV, columns in different units, values that are missing.

import type { Template } from './template.ts';

export const table: Template = {
  id: 'table',
  label: 'CSV table',
  detail: 'Your own rows of numbers, by their path: columns, a class, standardised.',
  text: `# A table of numbers: a row is a datum, a column a dimension. Set the path to where your file is, relative to this one.
# For NumPy arrays there are \`source: npy\` and \`npz\`, for pictures \`source: png\` and a \`folder\`.
data:
  source: csv
  file: data/plants.csv
  columns: [stem_cm, leaf_mm, mass_g, water_percent] # left out: all of them but \`label\`
  label: kind # only marks the latent map
  missing: drop-rows # refuse: says where the first one is
  validation: 100
  split: random # files are often sorted
  # The columns have other units and sizes. The model works with (x − mean) / sd of each; log p(x|z), reconstructions
  # and samples are reported in the units of the file all the same.
  standardise: per-dimension

model:
  latent: 2
  encoder:
    kind: mlp
    hidden: [64, 64]
  decoder:
    kind: mlp
    hidden: [64, 64]

likelihood:
  family: normal
  scale: per-dimension # one learned sigma for each column
  sigma: 1 # where it starts, in standard deviations

training:
  learningRate: 0.003
  batchSize: 64
  epochs: 150

evaluation:
  passes: 4
`,
};
