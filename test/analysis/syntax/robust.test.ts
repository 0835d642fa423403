import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Program } from '../../../src/analysis/syntax/ast.ts';
import { parsePython } from '../../../src/analysis/syntax/python.ts';
import { parseTypeScript } from '../../../src/analysis/syntax/typescript.ts';
import { kerasLoss, tfjsLoss, torchLoss } from './fixtures.ts';
import { checkReadable, constructsOf } from './walk.ts';

const fixtures = [
  { name: 'PyTorch', text: torchLoss, parse: parsePython },
  { name: 'Keras', text: kerasLoss, parse: parsePython },
  { name: 'TensorFlow.js', text: tfjsLoss, parse: parseTypeScript },
];
const parsers = [
  { name: 'Python', parse: parsePython },
  { name: 'TypeScript', parse: parseTypeScript },
];

const pieces = fc.constantFrom(
  ...'def class return if else for in lambda match case function const => async await new'.split(
    ' ',
  ),
  ...'( ) [ ] { } , : ; . .. ... ?. = += ** @ ` ${ } \' " """ # // /* */ \\ < > </ />'.split(' '),
  'x',
  'y',
  '1.',
  '1.e-8',
  ' ',
  '\n',
  '\n    ',
  '\t',
  '\f',
  '\0',
  '\r\n',
  '\uD800',
  'é',
  '\uFEFF',
);

describe('Any text can be read', () => {
  for (const { name, text, parse } of fixtures) {
    it(`${name} loss code cut short at every offset`, () => {
      for (let length = 0; length <= text.length; length += 1) {
        checkReadable(text.slice(0, length), parse);
      }
    });

    it(`${name} loss code with a piece put in anywhere`, () => {
      fc.assert(
        fc.property(fc.nat(text.length), fc.nat(20), pieces, (at, skip, piece) => {
          checkReadable(text.slice(0, at) + piece + text.slice(at + skip), parse);
        }),
        { numRuns: 400, seed: 31 },
      );
    });
  }

  for (const { name, parse } of parsers) {
    it(`${name}: random pieces and random characters`, () => {
      const texts = fc.oneof(
        fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
        fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
        fc.string({ unit: 'binary', maxLength: 60 }),
      );
      fc.assert(
        fc.property(texts, (text) => void checkReadable(text, parse)),
        { numRuns: 1500, seed: 7 },
      );
    });

    for (const piece of [
      '(',
      '[',
      '{',
      '-',
      'x.',
      'f(',
      'a if b else ',
      'lambda: ',
      'if (a) ',
      'x => ',
      'f"{',
      '[x for x in ',
      'x ** ',
      '(\n@a\n',
    ]) {
      it(`${name}: ${JSON.stringify(piece)} five thousand times`, () => {
        checkReadable(piece.repeat(5000), parse);
      });
    }

    it(`${name}: chained calls and nested brackets five thousand deep`, () => {
      checkReadable(`x${'.f(1)'.repeat(5000)}`, parse);
      checkReadable('('.repeat(5000) + 'x' + ')'.repeat(5000), parse);
    });

    it(`${name}: every term of a sum of five thousand`, () => {
      const names = Array.from({ length: 5000 }, (_, index) => `t${index}`);
      checkTerms(checkReadable(`loss = ${names.join(' + ')}\n`, parse), names);
    });
  }

  it('takes a long chain of `else if` and `elif` as it comes', () => {
    checkReadable('if (a) b; else '.repeat(3000), parseTypeScript);
    checkReadable(`if a: b\n${'elif c: d\n'.repeat(3000)}`, parsePython);
  });
});

function checkTerms(program: Program, names: readonly string[]): void {
  const found = constructsOf(program).flatMap((one) => (one.kind === 'name' ? [one.name] : []));
  assert.deepEqual(new Set(found), new Set(['loss', ...names]));
}
