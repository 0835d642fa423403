// Derivations as texts: every line is there with its value, and LaTeX holds nothing that it would stumble over.

import assert from 'node:assert/strict';
import { renderToString } from 'katex';
import type { Derivation } from '../../../src/elbo/derivations/derivation.ts';
import { derivations, getDerivation } from '../../../src/elbo/derivations/index.ts';
import { linesOf } from '../../../src/elbo/derivations/lines.ts';
import { toldOf } from '../../../src/elbo/derivations/toldOf.ts';
import { toLatexText, toMarkdown, type Writing } from '../../../src/elbo/derivations/written.ts';
import { drawn, strict } from '../../support/drawnLatex.ts';

const all: readonly Derivation[] = derivations;

const writingOf = (derivation: Derivation, more: Partial<Writing> = {}): Writing => {
  const told = toldOf(derivation);
  return {
    told,
    steps: told.steps,
    values: [],
    checkedOn: '2 data, D = 784, seed 1',
    conclusion: told.conclusion,
    ...more,
  };
};

describe('a derivation written down', () => {
  const gaussian = writingOf(getDerivation('gaussian-fixed-scale'));
  const values = gaussian.steps.map(({ change }, at) => ({
    value: at + 0.5,
    dropped: change.kind === 'dropped' ? 720.4335 : null,
    gap: null,
  }));
  const valued = {
    ...gaussian,
    values: [{ value: -3061.1938, dropped: null, gap: null }, ...values],
  };

  it('has values, what is dropped in nats, and what they were computed on', () => {
    const text = toMarkdown(valued);
    assert.match(text, /on 2 data, D = 784, seed 1\./u);
    assert.match(text, /Value: \u22123\u202f061\.1938\./u);
    assert.match(text, /without 720\.4335 nats/u);
    assert.match(toLatexText(valued), /Value: \$-3\\,061\.1938\$\./u);
  });

  it('strikes out what is dropped', () => {
    assert.match(toLatexText(gaussian), /\\cancel\{\\frac\{D\}\{2\}/u);
  });

  it('keeps code as it is, whatever is in it', () => {
    const [first, ...rest] = gaussian.steps;
    assert.ok(first);
    const code = { text: 'rec = f"`{a_b}` 50%"', where: 'line 3', span: { from: 0, to: 1 } };
    const writing = { ...gaussian, steps: [{ ...first, code }, ...rest] };
    assert.ok(toMarkdown(writing).includes('line 3: `` rec = f"`{a_b}` 50%" ``'));
    assert.ok(toLatexText(writing).includes('\\texttt{rec = f"`\\{a\\_b\\}` 50\\%"}'));
  });

  for (const derivation of all) {
    it(`is drawn without a complaint: ${derivation.id}`, () => {
      for (const { left, latex, beside } of linesOf(derivation.subject, derivation.steps, drawn)) {
        for (const formula of [`${left}\\; ${latex}`, beside]) {
          renderToString(formula, { throwOnError: true, strict, trust: true });
        }
      }
    });

    it(`has every line and its reason: ${derivation.id}`, () => {
      const writing = writingOf(derivation);
      const markdown = toMarkdown(writing);
      const count = derivation.steps.length + 1;
      assert.equal([...markdown.matchAll(/^ {3}\$\$$/gmu)].length, 2 * count);
      for (const { why } of derivation.steps) assert.ok(markdown.includes(why));
      const latex = toLatexText(writing);
      assert.equal([...latex.matchAll(/^\\item$/gmu)].length, count);
      const words = latex.replaceAll(/\\\[.*?\\\]|^%.*$/gmu, '');
      assert.doesNotMatch(words, /[\u03b1-\u03c9\u2212\u202f\u00b2\u00bd]/u);
      const open = [...latex.matchAll(/(?<!\\)\{/gu)].length;
      assert.equal(open, [...latex.matchAll(/(?<!\\)\}/gu)].length);
    });
  }
});
