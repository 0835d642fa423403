import assert from 'node:assert/strict';
import { parseExperiment } from '../../src/config/parse.ts';
import { targetFacts, trainCount } from '../../src/config/targets.ts';
import { prepareData } from '../../src/data/pipeline.ts';
import { datasetIds } from '../../src/elbo/datasets/index.ts';

const scalings = ['unit', 'signed', 'none'];
const transforms = [
  'none',
  'threshold',
  'static-binarisation',
  'stochastic-binarisation',
  'uniform-dequantisation',
];

const parse = (data: string) =>
  parseExperiment(`data: { ${data}, count: 40, validation: 10 }\nlikelihood: { family: normal }`, {
    format: 'yaml',
    fileName: 'x.elbo.yaml',
  });

/** What the config layer says in advance of a data section is what the data layer then does. */
function checkForesight(source: string, scaling: string, transform: string): void {
  const { experiment, problems } = parse(
    `source: ${source}, scaling: ${scaling}, transform: ${transform}`,
  );
  if (!experiment) {
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error').map(({ path }) => path),
      ['data.transform'],
    );
    return;
  }
  const prepared = prepareData(experiment, new Map());
  assert.ok('value' in prepared, JSON.stringify(prepared));
  const facts = targetFacts(experiment.data);
  assert.equal(prepared.value.train.count, trainCount(experiment));
  assert.equal(facts.values === 'real', prepared.value.targets.kind === 'continuous');
  if (facts.values === 'real') return;
  assert.equal(facts.values, prepared.value.targets.kind);
  assert.deepEqual(prepared.value.range, { minimum: facts.minimum, maximum: facts.maximum });
}

describe('what a config says of its targets', () => {
  for (const source of datasetIds) {
    it(`is what preparing ${source} does, for every scaling and transform`, () => {
      for (const scaling of scalings) {
        for (const transform of transforms) checkForesight(source, scaling, transform);
      }
    });
  }

  it('refuses exactly the transforms that cannot be prepared', () => {
    const refused = datasetIds.flatMap((source) =>
      scalings.flatMap((scaling) =>
        transforms
          .filter(
            (transform) =>
              parse(`source: ${source}, scaling: ${scaling}, transform: ${transform}`)
                .experiment === null,
          )
          .map((transform) => `${source} ${scaling} ${transform}`),
      ),
    );
    // Tables: three transforms in three scalings each. Pictures: two binarisations, signed. Bits have no levels to
    // dequantise, in any scaling.
    assert.equal(refused.length, 5 * 9 + 3 * 2 + 3);
  });
});
