// Whatever the text, the analysis answers: after twenty thousand edits, cut short anywhere, and on text made to be
// too long, too deep or to refer to itself.

import { strict as assert } from 'node:assert';
import { samples } from '../../../scripts/fuzz/samples.ts';
import { editedTexts } from '../../../scripts/fuzz/edits.ts';
import { analyze } from '../../../src/analysis/analyze.ts';
import { fileReport } from '../../../src/analysis/features/check.ts';
import type { Language } from '../../../src/analysis/syntax/ast.ts';
import { kerasLoss, tfjsLoss, torchLoss } from '../syntax/fixtures.ts';

/** Analyses and reports; a report has to be printable too. */
function checkAnswers(text: string, language: Language): void {
  const report = fileReport('text', analyze(text, language));
  assert.ok(JSON.stringify(report).length > 0);
}

describe('Analysis of any text', () => {
  it('answers after 20 000 seeded edits', () => {
    for (const [index, [text, language]] of samples.entries()) {
      const count = index === 0 ? 6668 : 6666;
      for (const edited of editedTexts(text, 101 + index, count)) checkAnswers(edited, language);
    }
  }).timeout(300_000);

  const fixtures = { torchLoss, kerasLoss, tfjsLoss };
  for (const [name, text] of Object.entries(fixtures)) {
    it(`answers where ${name} is cut short at any byte`, () => {
      const language = name === 'tfjsLoss' ? 'typescript' : 'python';
      for (let end = 0; end <= text.length; end += 1) checkAnswers(text.slice(0, end), language);
    }).timeout(120_000);
  }

  const extremes: Readonly<Record<string, string>> = {
    'a sum of 5 000 terms': `def f(x):\n    return ${Array.from({ length: 5000 }, (_, i) => `x[${i}] ** 2`).join(' + ')}\n`,
    'a product of 5 000 factors': `def f(x):\n    return ${Array.from({ length: 5000 }, (_, i) => `x${i}`).join(' * ')}\n`,
    'a list of 5 000 branches': `def f(x):\n    y = x\n${'    if x:\n        y = y + torch.exp(y)\n'.repeat(5000)}    return y\n`,
    'brackets 3 000 deep': `y = ${'('.repeat(3000)}x${')'.repeat(3000)}\n`,
    'calls 3 000 deep': `y = ${'torch.exp('.repeat(3000)}x${')'.repeat(3000)}\n`,
    'functions that call one another': `def f(x):\n    return g(x) + g(x)\ndef g(x):\n    return f(x) * f(x)\nloss = f(1)\n`,
    'a class that is its own base':
      'class A(A):\n    def f(self):\n        return self.f()\nA().f()\n',
    'two classes that are each other’s base':
      'class A(B):\n    pass\nclass B(A):\n    pass\nclass A(B):\n    pass\nA().f()\n',
    'a value that doubles itself': `def f(x):\n${'    x = x * (1 + x) + x\n'.repeat(400)}    return x\n`,
    'form feeds and tabs': 'def f(x):\n\treturn x\n\f\ndef g(x):\n\tkl = x\n\treturn kl\n',
    'no text at all': '',
  };
  for (const [name, text] of Object.entries(extremes)) {
    it(`answers about ${name}`, () => checkAnswers(text, 'python'));
  }
});
