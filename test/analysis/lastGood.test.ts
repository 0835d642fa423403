// While a line is half typed: what was understood of its function stays, moves with its code, and says so.

import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { analyze, type Analysis } from '../../src/analysis/analyze.ts';
import { hoverAt } from '../../src/analysis/features/hover.ts';
import { lensesOf } from '../../src/analysis/features/lenses.ts';
import { bernoulliSum } from './features/losses.ts';

const whole = `${bernoulliSum}
def other(x):
    return x
`;
const line = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
const summary = ({ terms, losses, program: { text } }: Analysis): readonly string[] => [
  ...terms.map(({ kind, span }) => `${kind} in line ${line(text, span.from)}`),
  ...losses.map(({ span }) => `loss in line ${line(text, span.from)}`),
];

describe('The last good answer', () => {
  const good = analyze(whole, 'python');

  it('stays for the function whose line is being typed', () => {
    const broken = whole.replace('return BCE + KLD', 'return BCE + KLD + [3, (');
    const now = analyze(broken, 'python', good);
    assert.deepEqual(summary(now), summary(good));
  });

  it('is kept where less can be read now, and told as what it is', () => {
    const broken = whole.replace(' - logvar.exp())', '');
    const alone = analyze(broken, 'python');
    assert.ok(alone.terms.some(({ match }) => (match?.wrong.length ?? 0) > 0));
    const now = analyze(broken, 'python', good);
    assert.deepEqual(summary(now), summary(good));
    const kld = broken.indexOf('KLD =');
    assert.match(hoverAt(now, kld)?.verdict ?? '', /as it was before the syntax/u);
    assert.match(lensesOf(now)[0]?.title ?? '', / · before the syntax error$/u);
  });

  it('lasts from one half-typed version to the next, and ends with them', () => {
    let now = good;
    for (const typed of [' - logvar.exp(', ' - logvar.', ' - log', '']) {
      now = analyze(whole.replace(' - logvar.exp())', typed), 'python', now);
      assert.deepEqual(summary(now), summary(good));
    }
    assert.ok(now.kept.size > 0);
    const repaired = analyze(whole, 'python', now);
    assert.equal(repaired.kept.size, 0);
    assert.deepEqual(summary(repaired), summary(good));
  });

  it('is not that of a function that was deleted, nor of code without an error', () => {
    const deleted = whole.slice(0, whole.indexOf('def loss_function'));
    assert.deepEqual(
      summary(analyze(deleted, 'python', good)),
      summary(analyze(deleted, 'python')),
    );
    const elsewhere = `${deleted}\ndef other(x:\n    return x\n`;
    assert.ok(!summary(analyze(elsewhere, 'python', good)).some((line) => line.startsWith('kl')));
  });
});
