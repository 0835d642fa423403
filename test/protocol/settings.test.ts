import assert from 'node:assert/strict';
import { syntheticComparisons, syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import { differs, settingsOfRuns } from '../../src/protocol/settings.ts';

describe('The settings of runs', () => {
  const settings = settingsOfRuns(syntheticComparisons.two());
  const valuesOf = (path: string) => settings.find((each) => each.path === path)?.values;

  it('are the keys of their configs as a person writes them', () => {
    assert.deepEqual(valuesOf('training.learningRate'), ['0.001', '0.001']);
    assert.deepEqual(valuesOf('model.encoder.hidden'), ['[400]', '[400]']);
  });

  it('are empty where a run has none, and stand in their section', () => {
    assert.deepEqual(valuesOf('objective.beta'), ['', '4']);
    const sections = settings.map(({ path }) => path.split('.')[0]);
    const begun = sections.filter((section, i) => section !== sections[i - 1]);
    assert.equal(new Set(sections).size, begun.length);
  });

  it('differ where their values do', () =>
    assert.deepEqual(
      settings.filter(differs).map(({ path }) => path),
      ['objective.kind', 'objective.beta'],
    ));

  it('include what the config did not decide', () => {
    const [of] = [settingsOfRuns([syntheticRuns.finished(), syntheticRuns.software()])];
    const different = of.filter(differs).map(({ path }) => path);
    assert.deepEqual(different, ['engine that ran']);
  });
});
