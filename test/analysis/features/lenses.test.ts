import assert from 'node:assert/strict';
import { analyze } from '../../../src/analysis/analyze.ts';
import { hoverAt } from '../../../src/analysis/features/hover.ts';
import { inlayHintsOf } from '../../../src/analysis/features/inlayHints.ts';
import { lensesOf, lossTitle } from '../../../src/analysis/features/lenses.ts';
import { outlineOf } from '../../../src/analysis/features/outline.ts';
import type { LossModel } from '../../../src/analysis/recognition/term.ts';
import * as losses from './losses.ts';

/** The lens and the inlay hints of a file with one loss, each hint behind the start of its line. */
function checkFacts(code: string, lens: string, hints: Readonly<Record<string, string>>): void {
  const analysis = analyze(code, 'python');
  assert.deepEqual(
    lensesOf(analysis)
      .filter(({ asks }) => asks === null)
      .map(({ title }) => title),
    [lens],
  );
  const lineAt = (offset: number): string =>
    code.slice(code.lastIndexOf('\n', offset - 1) + 1, offset).trim();
  const found = inlayHintsOf(analysis).map(({ at, label }) => [
    lineAt(at).split(/ = |\(/u)[0] ?? '',
    label,
  ]);
  assert.deepEqual(Object.fromEntries(found), hints);
}

describe('the lens and the inlay hints of a loss', () => {
  it('read everything summed as the ELBO itself', () => {
    checkFacts(
      losses.bernoulliSum,
      'ELBO · −log p(x|z) Bernoulli, Σ over D · KL(q‖N(0, I)), Σ over d · β_eff = 1',
      { BCE: 'nats, Σ over D, B', KLD: 'nats, Σ over d, B', 'return BCE + KLD': 'β_eff = 1' },
    );
  });

  it('give both readings of a weight beside squared errors', () => {
    checkFacts(
      losses.meanSquares,
      'ELBO · −log p(x|z) Gaussian, mean over D · KL(q‖N(0, I)), Σ over d · β = D/8000 at σ = 1, or σ = √(D/8000) at β = 1',
      {
        recons_loss: 'nats at σ² = D/2, mean over D, B',
        kld_loss: 'nats, Σ over d, mean over B',
        'return recons_loss + kld_weight * kld_loss': 'β = D/8000 at σ = 1',
      },
    );
  });

  it('leave an unknown weight its name', () => {
    checkFacts(
      losses.learnedScale,
      'ELBO · −log p(x|z) Gaussian, Σ over D · KL(q‖N(0, I)), Σ over d · β_eff = β',
      {
        nll: 'nats, Σ over D, mean over B',
        kl: 'nats, Σ over d, mean over B',
        'return nll + beta * kl': 'β_eff = β',
      },
    );
  });

  it('say that a KL is subtracted', () => {
    checkFacts(
      losses.subtractedKl,
      'ELBO · −log p(x|z) Bernoulli, Σ over D · KL(q‖N(0, I)), Σ over d · β_eff = −1: the KL is subtracted',
      {
        bce: 'nats, Σ over D, B',
        kld: '−nats, Σ over d, B',
        'return bce + kld': 'β_eff = −1: the KL is subtracted',
      },
    );
  });

  it('have no unit for a formula that is none', () => {
    const kld = inlayHintsOf(analyze(losses.wrongKl, 'python')).find(
      ({ at }) => at < losses.wrongKl.indexOf('return'),
    );
    assert.equal(kld?.label, 'nats, Σ over D, B');
    const labels = inlayHintsOf(analyze(losses.wrongKl, 'python')).map(({ label }) => label);
    assert.ok(labels.includes('Σ over d, B'), labels.join());
  });

  it('print sizes and numbers once they are known', () => {
    const [loss] = analyze(losses.meanSquares, 'python').losses;
    assert.ok(loss?.effectiveBeta);
    const sized: LossModel = {
      ...loss,
      effectiveBeta: { ...loss.effectiveBeta, formula: '0.000125*D', value: 1.536 },
      impliedScale: { parameter: 'sigma', formula: 'sqrt(0.000125*D)', value: 1.23935 },
      sizes: [
        { symbol: 'D', value: 12_288, span: { from: 0, to: 0 }, source: null, isGiven: false },
        { symbol: 'd', value: 20, span: { from: 0, to: 0 }, source: null, isGiven: false },
      ],
    };
    assert.equal(
      lossTitle(sized),
      'ELBO · −log p(x|z) Gaussian, mean over D = 12288 · KL(q‖N(0, I)), Σ20 · β = 1.54 at σ = 1, or σ = 1.24 at β = 1',
    );
  });

  it('stand above the function, and are absent without a loss', () => {
    const [lens] = lensesOf(analyze(losses.bernoulliSum, 'python'));
    assert.equal(lens?.at, losses.bernoulliSum.indexOf('def loss_function'));
    assert.deepEqual(lensesOf(analyze(losses.classifier, 'python')), []);
    assert.deepEqual(inlayHintsOf(analyze(losses.classifier, 'python')), []);
  });
});

describe('a size the code states', () => {
  it('stands in the lens, the hints and, with its line, among the sources', () => {
    const code = losses.bernoulliSum.replace(', x, reduction', ', x.view(-1, 784), reduction');
    const analysis = analyze(code, 'python');
    assert.match(lensesOf(analysis)[0]?.title ?? '', /Bernoulli, Σ784 · /u);
    const labels = inlayHintsOf(analysis).map(({ label }) => label);
    assert.ok(labels.includes('nats, Σ784, Σ over B'), labels.join());
    const sources = hoverAt(analysis, code.indexOf('BCE ='))?.sources?.items ?? [];
    const source = sources.find(({ text }) => text.startsWith('D = 784'));
    assert.match(source?.text ?? '', /from .*view\(-1, 784\).* in line 10\.$/u);
  });
});

describe('the outline of losses', () => {
  it('lists each loss with its own terms, and draws apart', () => {
    const tree = outlineOf(analyze(losses.twoLosses, 'python')).map(({ kind, label, children }) => [
      kind,
      label,
      children.map((child) => `${child.label}: ${child.description}`),
    ]);
    assert.deepEqual(tree, [
      ['draw', 'z ~ q(z|x)', []],
      [
        'loss',
        'loss_function',
        ['−log p(x|z) Bernoulli: Σ over D, B · BCE', 'KL(q‖N(0, I)): Σ over d, B · KLD'],
      ],
      [
        'loss',
        'other_loss',
        ['−log p(x|z) Bernoulli: Σ over D, B · bce', 'KL(q‖N(0, I)): Σ over d, B · kld'],
      ],
    ]);
  });

  it('ask for a size that a number waits for, and take what a person gives', () => {
    const asked = (sizes?: ReadonlyMap<string, number>) =>
      lensesOf(
        analyze(losses.meanSquares, 'python', undefined, {
          path: '',
          neighbours: null,
          ...(sizes ? { sizes } : {}),
        }),
      ).map(({ title, asks }) => [asks, title]);
    const [reading, question, ...more] = asked();
    assert.equal(reading?.[0], null);
    assert.deepEqual(question, ['D', 'Set D…']);
    assert.deepEqual(more, []);
    const [known, given] = asked(new Map([['D', 12_288]]));
    assert.match(known?.[1] ?? '', /β_eff = 1\.54|β = 1\.54/u);
    assert.deepEqual(given, ['D', 'D = 12288, set by you']);
  });
});
