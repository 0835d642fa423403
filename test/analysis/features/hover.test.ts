import assert from 'node:assert/strict';
import { analyze } from '../../../src/analysis/analyze.ts';
import { hoverAt, nearestSubject, nearestTerm } from '../../../src/analysis/features/hover.ts';
import { type HoverView, plain, toMarkdown } from '../../../src/analysis/features/hoverView.ts';
import { checkSnapshot } from '../../support/snapshot.ts';
import * as losses from './losses.ts';

/** The hover on the first place where `marker` stands. */
function hoverOn(code: string, marker: string): HoverView {
  const offset = code.indexOf(marker);
  assert.ok(offset >= 0, marker);
  const view = hoverAt(analyze(code, 'python'), offset + 1);
  assert.ok(view, `no hover on ${marker}`);
  return view;
}

function asText(view: HoverView): string {
  return [
    `${view.title}: ${view.verdict}`,
    view.formula?.text ?? 'no equation',
    ...(view.formula ? [view.formula.latex] : []),
    ...(view.notice ? [`(${view.notice.kind}) ${plain(view.notice.text)}`] : []),
    ...view.answers.map(({ question, answer }, i) => `${i + 1}. ${question} ${plain(answer)}`),
    ...(view.sources?.items.map(({ text }) => `> ${text}`) ?? []),
  ].join('\n');
}

const shown: readonly [title: string, code: string, marker: string][] = [
  ['Bernoulli, summed', losses.bernoulliSum, 'BCE ='],
  ['KL, summed', losses.bernoulliSum, 'KLD ='],
  ['a draw', losses.bernoulliSum, 'return mu'],
  ['the total', losses.bernoulliSum, 'return BCE'],
  ['mean squares', losses.meanSquares, 'recons_loss ='],
  ['mean squares, the total', losses.meanSquares, 'return recons_loss'],
  ['Gaussian with learned scale', losses.learnedScale, 'nll ='],
  ['a KL with the sign of a bound', losses.subtractedKl, 'kld ='],
  ['a KL subtracted', losses.subtractedKl, 'return bce'],
  ['a KL with a wrong coefficient', losses.wrongKl, 'kld ='],
  ['logits', losses.sampledKl, 'rec ='],
  ['a KL by sampling', losses.sampledKl, 'log_q ='],
  ['a KL by sampling, the total', losses.sampledKl, 'return (rec'],
  ['Poisson', losses.poissonCounts, 'rec ='],
  ['Laplace times 784', losses.laplaceScaled, 'rec ='],
  ['KL of a standard deviation', losses.laplaceScaled, 'kl ='],
];

describe('a hover on loss code', () => {
  it('says what was reviewed', () => {
    const entries = shown.map(([title, code, marker]) => [title, asText(hoverOn(code, marker))]);
    checkSnapshot('hovers', Object.fromEntries(entries));
  });

  it('answers in four lines, each short enough for one', () => {
    for (const [title, code, marker] of shown) {
      const { answers } = hoverOn(code, marker);
      assert.equal(answers.length, 4, title);
      for (const { question, answer } of answers) {
        assert.ok(question.length + plain(answer).length <= 110, `${title}: ${plain(answer)}`);
      }
    }
  });

  it('speaks of the code itself: names with underscores escaped, none read as another', () => {
    const { latex, text } = hoverOn(losses.bernoulliSum, 'BCE =').formula ?? {
      latex: '',
      text: '',
    };
    assert.match(latex, /\\mathrm\{recon\\_x\}_\{i\}/u);
    assert.match(text, /recon_xᵢ/u);
    // An author may call log sigma `logvar`; the equation shows the name, not what it should mean.
    const misnamed = losses.bernoulliSum.replace(
      'logvar - mu.pow(2) - logvar.exp()',
      '2 * logvar - mu.pow(2) - (2 * logvar).exp()',
    );
    assert.match(hoverOn(misnamed, 'KLD =').formula?.text ?? '', /exp\(2 logvarⱼ\) − 2 logvarⱼ/u);
    assert.match(asText(hoverOn(misnamed, 'KLD =')), /logvar is read as log σ:/u);
  });

  it('warns in the function whose KL is subtracted, not in its twin', () => {
    assert.equal(hoverOn(losses.twoLosses, 'KLD =').notice, null);
    assert.equal(hoverOn(losses.twoLosses, 'kld =').notice?.kind, 'warning');
  });

  it('is absent where there is no loss', () => {
    const analysis = analyze(losses.bernoulliSum, 'python');
    assert.equal(hoverAt(analysis, losses.bernoulliSum.indexOf('import')), null);
  });

  it('says what a loss is that is no ELBO', () => {
    const analysis = analyze(losses.classifier, 'python');
    const at = losses.classifier.indexOf('return');
    const view = hoverAt(analysis, at);
    assert.equal(view?.title, 'Classification loss');
    assert.match(view.verdict, /^no ELBO/u);
    assert.equal(hoverAt(analysis, 0), null);
    assert.equal(nearestSubject(analysis, 0)?.from, at);
  });

  it('names the nearest term for a cursor that is on none', () => {
    const analysis = analyze(losses.bernoulliSum, 'python');
    assert.equal(nearestTerm(analysis, 0)?.kind, 'reparameterize');
    assert.equal(nearestTerm(analysis, losses.bernoulliSum.length)?.kind, 'elbo_total');
    assert.equal(nearestTerm(analyze(losses.classifier, 'python'), 3), null);
  });

  it('copies as Markdown with its equation in dollars', () => {
    const markdown = toMarkdown(hoverOn(losses.meanSquares, 'recons_loss ='));
    assert.match(markdown, /^\*\*Reconstruction loss\*\*: Gaussian log density/u);
    assert.match(markdown, /\n\n\$\$\\underbrace[^\n]*\$\$\n\n/u);
    assert.match(markdown, /\n1\. \*\*Averaged over\?\*\*/u);
  });

  it('comes for code cut off at any place without an error', () => {
    for (const code of [losses.bernoulliSum, losses.sampledKl]) {
      for (let end = 0; end < code.length; end += 7) {
        const analysis = analyze(code.slice(0, end), 'python');
        for (let at = 0; at < end; at += 29) hoverAt(analysis, at);
      }
    }
  });

  it('goes by what a person says of the data', () => {
    const probabilityOf = (comment: string) => {
      const text = losses.bernoulliSum.replace('    BCE =', `    # elbo: ${comment}\n    BCE =`);
      const view = hoverAt(analyze(text, 'python'), text.indexOf('BCE ='));
      return plain(view?.answers.find(({ question }) => question === 'Probability?')?.answer ?? []);
    };
    assert.match(probabilityOf('D=784'), /^Yes, a mass/u);
    assert.match(probabilityOf('data={0,1}'), /^Yes, a mass/u);
    assert.match(probabilityOf('D=784, data=[0,1]'), /^No: your data lie in \[0, 1\]/u);
    assert.match(probabilityOf('data=[-1, 1]'), /no lower bound/u);
  });
});
