import assert from 'node:assert/strict';
import { textFormat } from '../../../src/cli/formats/text.ts';
import type { CheckedFile, LossReport } from '../../../src/cli/report.ts';
import { finding, loss, place, sample, term, totals } from './samples.ts';

function checkText(sentence: string, file: CheckedFile, lines: readonly string[]): void {
  it(sentence, () => assert.deepEqual(textFormat().file(file).split('\n'), lines));
}

/** The heading and the details of a loss, without place and source. */
function checkLoss(sentence: string, changes: Partial<LossReport>, lines: readonly string[]): void {
  it(sentence, () => {
    const text = textFormat().file(sample({ losses: [{ ...loss, ...changes }], text: '' }));
    const shown = text
      .trimEnd()
      .split('\n')
      .filter((line) => !line.includes(' | '));
    assert.deepEqual(
      shown.map((line) => line.replace('vae.py:1:1: loss loss_function: ', '').trimStart()),
      lines,
    );
  });
}

describe('the text format', () => {
  checkText('says nothing of a file without an ELBO', sample({}), ['']);

  checkText('shows a term with its line and what it amounts to', sample({ terms: [term] }), [
    'vae.py:2:5: squared error',
    '    2 |     mse(x)',
    '      |     ^^^^',
    '        −log p(x|z), gaussian fixed (exact)',
    '        scale 1/2, where 1 is exact · sum over features · mean over the batch · weight 2 · written as a bound, to be maximised · without the constant D/2 log(2 pi)',
    '',
    '',
  ]);

  const bare = {
    ...term,
    term: 'flow_term',
    param: 'log_sigma',
    weight: 'none',
    sign: '+',
  } as const;
  const { scale: _, droppedConstant: __, ...unscaled } = bare;
  checkText(
    'says what is unknown',
    sample({
      terms: [{ ...unscaled, certainty: 'hint', reduction: { batch: 'none', features: 'na' } }],
    }),
    [
      'vae.py:2:5: squared error',
      '    2 |     mse(x)',
      '      |     ^^^^',
      '        flow term, gaussian fixed, its scale variable is log sigma (a guess from names)',
      '        scale unknown · not reduced over the batch',
      '',
      '',
    ],
  );

  const sampling = { ...unscaled, term: 'reparameterize', family: 'gaussian' };
  checkText('gives a sample no scale', sample({ terms: [sampling] }), [
    'vae.py:2:5: squared error',
    '    2 |     mse(x)',
    '      |     ^^^^',
    '        z ~ q(z|x), gaussian, its scale variable is log sigma (exact)',
    '',
    '',
  ]);

  const here = { ...loss, ...place, sizes: [], impliedScale: null };
  const total = { ...unscaled, param: 'na', term: 'elbo_total', family: 'weighted_sum' };
  checkText('tells a loss and its kind in one', sample({ losses: [here], terms: [total] }), [
    'vae.py:2:5: loss loss_function: β = 1.54',
    '    2 |     mse(x)',
    '      |     ^^^^',
    '        negative ELBO, weighted sum (exact)',
    '        β = D/2*w',
    '',
    '',
  ]);

  checkText('shows findings with proof and fix', sample({ findings: [finding] }), [
    'vae.py:2:5: error ELBO301 recon-mean-kl-sum: β is 392, 100% too much: divide\u{FFFD}by D',
    '    2 |     mse(x)',
    '      |     ^^^^',
    '        Proof: at mu = 0 the code gives 0.5, KL is 0',
    '        Fix: Sum over features (changes the value)',
    '',
    '',
  ]);

  it('goes down the file', () => {
    const late = { ...loss, startLine: 7 };
    const text = textFormat().file(sample({ losses: [late, loss], terms: [term] }));
    assert.deepEqual(
      [...text.matchAll(/^vae\.py:(\d)/gmu)].map((match) => match[1]),
      ['1', '2', '7'],
    );
  });

  it('counts at the end', () => {
    assert.equal(
      textFormat().end(totals),
      '1 file read: 1 term, 2 losses, 1 error, 2 information; 1 problem.\n',
    );
  });
});

describe('a loss in words', () => {
  const from = 'D = 12\u202f288, from line 41: view(-1, 3*64*64)';
  checkLoss('has two readings of one number', {}, [
    'β = 1.54 at σ = 1, or σ = 1.24 at β = 1',
    'β = D/2*w, σ = sqrt(D/2*w)',
    from,
  ]);

  const unknown = {
    effectiveBeta: { formula: 'D/2', value: null, kind: 'schedule', assuming: 'sigma = 1' },
    impliedScale: { param: 'b', formula: 'sqrt(D/2)', value: null, assuming: 'beta = 1' },
    sizes: [],
  } as const;
  checkLoss('gives formulas where sizes are unknown', unknown, [
    'β = D/2 at σ = 1, or b = sqrt(D/2) at β = 1 (at the end of its schedule)',
  ]);

  const one = { formula: '1', value: 1, kind: 'const', assuming: 'sigma = 1' };
  checkLoss(
    'has one reading where nothing is a scale',
    { effectiveBeta: one, impliedScale: null, sizes: [], sumOverBatch: true },
    ['β = 1', 'Summed over the batch, so it grows with the batch size.'],
  );
  checkLoss('may not be followed', { effectiveBeta: null, impliedScale: null, sizes: [] }, [
    'its β could not be followed',
  ]);
});

describe('an excerpt', () => {
  const spot = (startColumn: number, endColumn: number) => ({ ...place, startColumn, endColumn });
  const shown = (line: string, at: object) =>
    textFormat()
      .file(sample({ terms: [{ ...term, ...at }], text: `\n${line}` }))
      .split('\n')
      .slice(1, 3)
      .map((text) => text.slice(8));

  it('widens tabs', () => {
    assert.deepEqual(shown('\tkl\t= 1', spot(2, 4)), ['    kl    = 1', '    ^^']);
  });

  it('leaves out the carriage return', () => {
    assert.deepEqual(shown('kl\r', spot(1, 3)), ['kl', '^^']);
  });

  it('stands under wide and combining characters', () => {
    assert.deepEqual(shown('"損失e\u0301" + kl', spot(9, 11)), [
      '"損失e\u0301" + kl',
      '         ^^',
    ]);
  });

  it('cuts a long line around the place', () => {
    const [code = '', carets = ''] = shown(
      `${'a'.repeat(200)}kl${'b'.repeat(200)}`,
      spot(201, 203),
    );
    assert.equal(code, `…${'a'.repeat(30)}kl${'b'.repeat(68)}…`);
    assert.equal(carets, `${' '.repeat(31)}^^`);
  });

  it('says where a longer place ends', () => {
    assert.deepEqual(shown('kl = (', { ...spot(1, 2), endLine: 5 }), [
      'kl = (',
      '^^^^^^ to line 5',
    ]);
  });

  it('lets no source steer the terminal', () => {
    const [code] = shown('x = "\u001B[2J\u202E"', spot(1, 2));
    assert.equal(code, 'x = "\u{FFFD}[2J\u{FFFD}"');
  });

  it('is left out where the text has no such line', () => {
    const file = sample({ terms: [term], text: '' });
    assert.doesNotMatch(textFormat().file(file), /\|.*\n.*\^/u);
  });
});
