import assert from 'node:assert/strict';
import { call, infix, atom, type Code } from '../../../src/elbo/source/code.ts';
import { layOut } from '../../../src/elbo/source/layout.ts';

const page = { width: 30, indent: '  ' };

const sumOf = (...names: readonly string[]): Code =>
  infix.sum(names.map((name) => ({ isNegative: false, code: atom(name) })));

const lines = (code: Code, start = 'total = '): readonly string[] =>
  layOut(code.doc, page, start).split('\n');

describe('the layout of programs', () => {
  it('keeps on one line what fits there', () => {
    assert.deepEqual(lines(sumOf('apples', 'pears')), ['total = apples + pears']);
    assert.deepEqual(lines(call('f', 'a', 'b')), ['total = f(a, b)']);
  });

  it('gives each addend of a long sum a line, between brackets', () => {
    assert.deepEqual(lines(sumOf('first_addend', 'second_addend', 'third')), [
      'total = (',
      '  first_addend',
      '  + second_addend',
      '  + third',
      ')',
    ]);
  });

  it('lets the brackets of a call serve the sum that stands alone in it', () => {
    assert.deepEqual(lines(call('log', sumOf('first_addend', 'second_addend').doc)), [
      'total = log(',
      '  first_addend',
      '  + second_addend',
      ')',
    ]);
  });

  it('opens outer brackets before inner ones, and inner ones only where they must', () => {
    const inner = call('exp', 'a_long_name', 'b');
    assert.deepEqual(lines(call('maximum', inner.doc, 'another_name')), [
      'total = maximum(',
      '  exp(a_long_name, b),',
      '  another_name,',
      ')',
    ]);
  });

  it('minds what follows the brackets on their last line', () => {
    const product = infix.product([call('f', 'aaaaa', 'bbbbb'), atom('cccccccc')]);
    assert.deepEqual(lines(product), ['total = f(', '  aaaaa,', '  bbbbb,', ') * cccccccc']);
  });

  it('keeps the margin of the line it starts on', () => {
    assert.deepEqual(lines(sumOf('first_addend', 'second_addend'), '    return '), [
      '    return (',
      '      first_addend',
      '      + second_addend',
      '    )',
    ]);
  });
});
