// Whatever the likelihood, the objective or the schedule: a run that was cut off and resumed is the one that was not.

import { familyIds, getFamily } from '../../src/elbo/families/index.ts';
import { dataOf, likelihoodOf } from './support/familyConfigs.ts';
import { checkResumed } from './support/resumed.ts';
import { experimentOf } from './support/runs.ts';

const config = (data: string, likelihood: string, objective = '{ kind: elbo }') =>
  experimentOf(`
data: { ${data}, count: 40, validation: 10, seed: 3 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [6] }
  decoder: { kind: mlp, hidden: [6] }
likelihood: ${likelihood}
objective: ${objective}
training: { learningRate: 0.01, batchSize: 10, steps: 30, seed: 5 }
evaluation: { every: 10, pictures: 2, latentPoints: 5 }
`);

describe('A resumed run is the same to the last bit', () => {
  for (const id of familyIds) {
    it(`with a ${getFamily(id).name} likelihood`, async () => {
      await checkResumed(config(dataOf[id], likelihoodOf(id, 'shared')), 'cpu');
    });
  }

  for (const [what, objective] of [
    ['free bits', '{ kind: free-bits }'],
    [
      'a rising capacity',
      '{ kind: capacity, capacity: { schedule: linear, from: 0, to: 3, steps: 20 } }',
    ],
    ['several draws in an importance-weighted bound', '{ kind: iwae }'],
    [
      'a beta that comes and goes',
      '{ kind: beta-elbo, beta: { schedule: cyclical, from: 0, to: 2, steps: 8 } }',
    ],
    [
      'a beta along a sigmoid',
      '{ kind: beta-elbo, beta: { schedule: sigmoid, from: 0, to: 2, steps: 20 } }',
    ],
  ] as const) {
    it(`with ${what}`, async () => {
      await checkResumed(config(dataOf.normal, likelihoodOf('normal', 'shared'), objective), 'cpu');
    });
  }
});
