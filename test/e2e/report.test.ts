import assert from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drive } from '../../scripts/headless/drive.ts';
import type { Report } from '../../scripts/headless/report.ts';
import { inRepository, scratchFolder } from '../../scripts/paths.ts';
import { smallTwoMoons } from './configs.ts';
import { panelInState, valueOf } from './workbench.ts';

type Shown = Readonly<Record<'negativeElbo' | 'reconstructionLoss' | 'kl', number>>;

describe('training on WebGL without a window', () => {
  let report: Report;
  const shown: Partial<Record<'trainer' | 'dashboard', { train: Shown; validation: Shown }>> = {};

  before(async () => {
    const config = join(scratchFolder('report'), 'moons.elbo.yaml');
    await writeFile(config, smallTwoMoons);
    const outcome = await drive({
      config,
      engine: 'webgl',
      atEnd: async (page) => {
        for (const kind of ['trainer', 'dashboard'] as const) {
          const panel = await panelInState(page, kind, 'finished');
          const split = async (name: string): Promise<Shown> => ({
            negativeElbo: await valueOf(panel, 'negativeElbo', name),
            reconstructionLoss: await valueOf(panel, 'reconstructionLoss', name),
            kl: await valueOf(panel, 'kl', name),
          });
          shown[kind] = { train: await split('train'), validation: await split('validation') };
        }
      },
    });
    assert.equal(outcome.kind, 'trained', JSON.stringify(outcome));
    if (outcome.kind === 'trained') report = outcome.report;
  });

  it('ran on WebGL, which is software here or says which card it is', () => {
    assert.equal(report.engine.backend, 'webgl');
    assert.notEqual(report.engine.renderer, '');
    assert.equal(
      report.engine.software,
      /swiftshader|llvmpipe|software/i.test(report.engine.renderer),
    );
  });

  it('says in which editor, on what data and how far', () => {
    assert.match(report.editor.version, /^\d+\.\d+\.\d+/);
    assert.equal(report.data.count, 480);
    assert.equal(report.data.dimensions, 2);
    assert.equal(report.run.steps, 130);
    assert.equal(report.run.epochs, 10);
  });

  it('raised the ELBO of both splits', () => {
    for (const split of ['train', 'validation'] as const) {
      const [first, last] = [report.initial[split], report.final[split]];
      assert.ok(first !== null && last !== null);
      assert.ok(last.elbo > first.elbo + 0.5, `${first.elbo} to ${last.elbo}`);
    }
  });

  it('has an ELBO that is reconstruction minus KL everywhere', () => {
    for (const when of [report.initial, report.final]) {
      for (const terms of [when.train, when.validation]) {
        assert.ok(terms !== null);
        assert.equal(terms.elbo, terms.reconstruction - terms.kl);
        assert.equal(terms.bitsPerDim, null, 'a density has no bits per dimension');
      }
    }
  });

  it('has a KL for each of the latent dimensions, which sum to the KL', () => {
    assert.equal(report.klPerDimension.length, 2);
    const sum = report.klPerDimension.reduce((total, kl) => total + kl, 0);
    assert.ok(Math.abs(sum - (report.final.validation?.kl ?? NaN)) < 1e-4);
  });

  for (const kind of ['trainer', 'dashboard'] as const) {
    it(`shows the same numbers in the ${kind}`, () => {
      for (const split of ['train', 'validation'] as const) {
        const terms = report.final[split];
        assert.ok(terms !== null);
        assert.deepEqual(shown[kind]?.[split], {
          negativeElbo: -terms.elbo,
          reconstructionLoss: -terms.reconstruction,
          kl: terms.kl,
        });
      }
    });
  }
});

describe('a config that cannot be trained without a window', () => {
  it('is rejected with file, line and what to do', async () => {
    const config = join(scratchFolder('rejected'), 'wrong.elbo.yaml');
    await writeFile(config, 'data:\n  source: two-moons\nlikelihood:\n  famly: normal\n');
    const outcome = await drive({ config });
    assert.equal(outcome.kind, 'rejected');
    const messages = outcome.kind === 'rejected' ? outcome.messages : [];
    assert.ok(
      messages.some((line) => /wrong\.elbo\.yaml:4: .*Did you mean `family`/.test(line)),
      messages.join('\n'),
    );
  });

  it('is rejected if its data file is missing, wherever the config lies', async () => {
    const folder = scratchFolder('missing');
    const config = join(folder, 'mnist.elbo.yaml');
    await cp(inRepository('examples', 'mnist.elbo.yaml'), config);
    const outcome = await drive({ config, engine: 'cpu' });
    assert.equal(outcome.kind, 'rejected', JSON.stringify(outcome));
    const text = outcome.kind === 'rejected' ? outcome.messages.join('\n') : '';
    assert.match(text, /was not found/);
    assert.ok(text.includes(folder), text);
  });
});
