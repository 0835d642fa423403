// Open Sample: a config on generated data, ready to train, in a new editor.

import { openNewConfig } from '../newDocument.ts';
import type { Command } from '../services.ts';

const text = `# Two crescents of points: trains in seconds.
data:
  source: two-moons
  count: 4000
  validation: 400
model:
  latent: 2
  encoder: { kind: mlp, hidden: [64, 64] }
  decoder: { kind: mlp, hidden: [64, 64] }
likelihood:
  family: normal
  scale: shared
training:
  epochs: 40
`;

export const openSample: Command = () => openNewConfig('two-moons', text);
