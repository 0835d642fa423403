import assert from 'node:assert/strict';
import { parseExperiment } from '../../src/config/parse.ts';
import { epochOfStep, plannedSteps, stepsPerEpoch } from '../../src/config/runLength.ts';

const smallest = 'data: { source: two-moons }\nlikelihood: { family: normal }\n';

function parse(text: string) {
  const { experiment, problems } = parseExperiment(text, {
    format: 'yaml',
    fileName: 'folder/moons.elbo.yaml',
  });
  assert.ok(experiment, problems[0]?.message);
  return experiment;
}

describe('the length of a run', () => {
  it('keeps the last, smaller batch of an epoch', () => {
    const experiment = parse(`${smallest}training: { batchSize: 128, epochs: 3 }`);
    assert.equal(stepsPerEpoch(experiment, 256), 2);
    assert.equal(stepsPerEpoch(experiment, 257), 3);
    assert.equal(stepsPerEpoch(experiment, 5), 1);
    assert.equal(plannedSteps(experiment, 257), 9);
  });

  it('is the number of steps where that is given, and 20 epochs where nothing is', () => {
    assert.equal(plannedSteps(parse(`${smallest}training: { steps: 7 }`), 1000), 7);
    assert.equal(plannedSteps(parse(smallest), 256), 40);
  });

  it('counts epochs from 1; before the first step none has begun', () => {
    const epochs = [0, 1, 29, 30, 58, 59].map((step) => epochOfStep(step, 29));
    assert.deepEqual(epochs, [0, 1, 1, 2, 2, 3]);
  });
});
