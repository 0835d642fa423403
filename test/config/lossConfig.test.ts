import assert from 'node:assert/strict';
import { parseExperiment } from '../../src/config/parse.ts';
import { parseCodeReference } from '../../src/config/codeReference.ts';
import { lossConfig, offeredData, type LossConfig } from '../../src/config/lossConfig.ts';
import { familyIds } from '../../src/elbo/families/index.ts';
import { preparedFor } from '../training/support/runs.ts';

const parsed = (text: string) =>
  parseExperiment(text, { format: 'yaml', fileName: 'vae.elbo.yaml' });

const mean: LossConfig['asWritten'] = {
  beta: 784,
  factor: 1 / 784,
  betaFrom: 'D, D = 784',
  factorFrom: '1/D',
};

describe('The config of a loss that was read', () => {
  for (const { label, families, lines, size } of offeredData) {
    for (const family of families) {
      for (const asWritten of [null, mean]) {
        it(`is whole and without problems: ${family} on ${label}${asWritten ? ', as written' : ''}`, () => {
          const code = { path: 'models/my vae.py', symbol: 'VAE.loss' };
          const text = lossConfig({
            code,
            data: lines,
            latent: 20,
            family,
            settings: {},
            asWritten,
          });
          const { experiment, problems } = parsed(text);
          assert.deepEqual(
            problems.filter(({ severity }) => severity !== 'information'),
            [],
            text,
          );
          assert.ok(experiment?.code);
          assert.deepEqual(parseCodeReference(experiment.code), code);
          assert.equal(experiment.model.latent, 20);
          assert.equal(preparedFor(experiment).dimensions, size);
          const { objective } = experiment;
          if (!asWritten) assert.equal(objective.kind, 'elbo');
          else {
            assert.ok(objective.kind === 'as-written');
            assert.equal(objective.beta, 784);
            assert.ok(Math.abs(objective.factor * 784 - 1) < 1e-7);
          }
        });
      }
    }
  }

  it('writes small weights so that they are numbers', () => {
    const asWritten = { ...mean, beta: 1.4e-10, factor: 2e-7 };
    const text = lossConfig({
      code: { path: 'vae.py', symbol: null },
      data: ['source: stroke-digits', 'transform: threshold'],
      latent: 2,
      family: 'bernoulli',
      settings: {},
      asWritten,
    });
    const objective = parsed(text).experiment?.objective;
    assert.ok(objective?.kind === 'as-written');
    assert.equal(objective.beta, 1.4e-10);
    assert.equal(objective.factor, 2e-7);
  });

  it('has generated data for every family but those whose data is somebody’s own', () => {
    const offered = new Set(offeredData.flatMap(({ families }) => families));
    assert.deepEqual(
      familyIds.filter((id) => !offered.has(id)),
      ['discretised-logistic-mixture', 'one-hot-categorical'],
    );
  });
});

describe('A reference to code', () => {
  it('is a file and a function, or a file', () => {
    assert.deepEqual(parseCodeReference('a/vae.py#loss'), { path: 'a/vae.py', symbol: 'loss' });
    assert.deepEqual(parseCodeReference('vae.ipynb'), { path: 'vae.ipynb', symbol: null });
  });

  it('names code: anything else is said where it is written', () => {
    for (const text of ['vae.txt#loss', '#loss', 'vae.py#', 'vae.py#a#b']) {
      assert.equal(parseCodeReference(text), null, text);
      const { problems } = parsed(
        `code: "${text}"\ndata: { source: two-moons }\nlikelihood: { family: normal }\n`,
      );
      assert.ok(
        problems.some(({ path, severity }) => path === 'code' && severity === 'error'),
        text,
      );
    }
  });
});
