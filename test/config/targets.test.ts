import assert from 'node:assert/strict';
import { parseExperiment } from '../../src/config/parse.ts';
import { levelCount, targetFacts, trainCount } from '../../src/config/targets.ts';
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
  const { targets, range, levels } = prepared.value;
  assert.equal(facts.values === 'real', targets.kind === 'continuous');
  assert.equal(levelCount(facts), levels?.count);
  if (facts.values === 'real' || facts.values === 'whole') {
    // Of a table the range is what occurred, which lies within what can.
    assert.ok(range.minimum >= facts.minimum && range.maximum <= facts.maximum);
    return;
  }
  assert.equal(facts.values, targets.kind);
  assert.deepEqual(range, { minimum: facts.minimum, maximum: facts.maximum });
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
    // Nine tables: three transforms in three scalings each. Pictures: two binarisations, signed. Bits have no levels
    // to dequantise, in any scaling.
    assert.equal(refused.length, 9 * 9 + 3 * 2 + 3);
  });
});
