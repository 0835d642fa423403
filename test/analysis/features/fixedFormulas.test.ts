import assert from 'node:assert/strict';
import { analyze } from '../../../src/analysis/analyze.ts';
import { fixedFormulas } from '../../../src/analysis/features/fixedFormulas.ts';
import { hoverAt } from '../../../src/analysis/features/hover.ts';
import { draw } from '../../../src/extension/math/mathjaxChunk.ts';

/** A KL of distributions nobody can see, and a log density of another. */
const unopened = `import torch

def loss(self, x):
    q = self.encode(x)
    kl = torch.distributions.kl_divergence(q, self.prior).sum(-1)
    return (kl - self.decode(q.rsample()).log_prob(x).sum(-1)).mean()
`;

/** Pixels of a hover that needs no scrolling. */
const widest = 700;

describe('formulas without names of code', () => {
  it('are what a hover shows where a call was not opened', () => {
    const view = hoverAt(analyze(unopened, 'python'), unopened.indexOf('kl ='));
    assert.ok(view?.formula);
    assert.ok(fixedFormulas.some(({ latex }) => latex === view.formula?.latex));
  });

  it('are each stated once, and fit into a hover', () => {
    assert.equal(new Set(fixedFormulas.map(({ latex }) => latex)).size, fixedFormulas.length);
    for (const { latex, text } of fixedFormulas) {
      const drawing = draw(latex);
      assert.ok(drawing && drawing.width < widest, `${text}: ${drawing?.width}`);
    }
  });
});
