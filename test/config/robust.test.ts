import assert from 'node:assert/strict';
import { array, assert as assertProperty, constantFrom, nat, property, string } from 'fast-check';
import { completeConfig } from '../../src/config/completion.ts';
import { findPath } from '../../src/config/find.ts';
import { hoverConfig } from '../../src/config/hoverConfig.ts';
import { parseExperiment } from '../../src/config/parse.ts';
import type { ConfigFormat, Span } from '../../src/config/problem.ts';
import { templates } from '../../src/config/templates.ts';
import { toJson } from './twins.ts';

const formats: readonly ConfigFormat[] = ['yaml', 'json'];

function checkSpan({ start, end }: Span, text: string): void {
  assert.ok(
    start >= 0 && start <= end && end <= text.length,
    `[${start}, ${end}) of ${text.length}`,
  );
}

/** Reads any text without throwing, and points only into it. */
function checkReadable(text: string, format: ConfigFormat): void {
  const { experiment, problems } = parseExperiment(text, { format, fileName: 'x.elbo.yaml' });
  assert.equal(
    experiment === null,
    problems.some(({ severity }) => severity === 'error'),
  );
  for (const problem of problems) {
    checkSpan(problem, text);
    if (problem.replacement) checkSpan(problem.replacement, text);
    assert.doesNotMatch(problem.message, /undefined|NaN|\[object/u);
  }
  const found = findPath(text, format, 'model.encoder.hidden.0');
  if (found) checkSpan(found, text);
}

/** Hovers and completes at a place without throwing; what is replaced holds the cursor. */
function checkFeatures(text: string, offset: number, format: ConfigFormat): void {
  const hover = hoverConfig(text, offset, format);
  if (hover) {
    checkSpan(hover, text);
    assert.ok(hover.start <= offset && offset < hover.end);
  }
  for (const { range, label, insertText } of completeConfig(text, offset, format)) {
    checkSpan(range, text);
    assert.ok(range.start <= offset && offset <= range.end);
    assert.ok(label !== '' && insertText !== '');
  }
}

const samples = templates.flatMap(({ text }) => [
  { text, format: 'yaml' as const },
  { text: toJson(text), format: 'json' as const },
]);

const words = 'data: model likelihood family source two-moons normal kind conv hidden __proto__';
const marks = '{ } [ ] , : " \' # &a *a - | > --- ~ !!str << 0 -1 1e9 .nan true null';
const whites = [' ', '\n', '\n  ', '\t', '\r\n', '\u{1f600}', '\ufeff'];
const pieces = constantFrom(...words.split(' '), ...marks.split(' '), ...whites);

describe('any text', () => {
  it('is read without throwing', () => {
    assertProperty(
      property(string({ unit: 'binary', maxLength: 80 }), constantFrom(...formats), checkReadable),
      { numRuns: 300 },
    );
  });

  it('is read without throwing when made of the words and marks of configs', () => {
    const text = array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
    assertProperty(
      property(text, constantFrom(...formats), nat(), (made, format, at) => {
        checkReadable(made, format);
        checkFeatures(made, at % (made.length + 1), format);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused in words when it is nested beyond reason', () => {
    for (const format of formats) {
      for (const text of [
        '['.repeat(9999),
        '{"a":'.repeat(9999),
        '- '.repeat(9999),
        'x'.repeat(999_999),
      ]) {
        const { problems } = parseExperiment(text, { format, fileName: '' });
        assert.deepEqual(
          problems.map(({ code }) => code),
          ['unreadable'],
        );
      }
    }
  });

  it('is refused in words when aliases multiply or contain themselves', () => {
    const lines = ['a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]'];
    for (let i = 1; i < 9; i++) lines.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`);
    const { problems } = parseExperiment(lines.join('\n'), { format: 'yaml', fileName: '' });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['unreadable'],
    );
    checkReadable('a: &x [*x]', 'yaml');
    checkReadable('model: &x\n  encoder: *x\n', 'yaml');
  });
});

describe('every starter', () => {
  it('is read, hovered and completed without throwing when cut off anywhere', () => {
    for (const { text, format } of samples) {
      for (let end = 0; end <= text.length; end += 7) {
        const cut = text.slice(0, end);
        checkReadable(cut, format);
        checkFeatures(cut, end, format);
      }
    }
  });

  it('is read without throwing when any one character is missing', () => {
    assertProperty(
      property(constantFrom(...samples), nat(), ({ text, format }, at) => {
        const gap = at % text.length;
        const rest = text.slice(0, gap) + text.slice(gap + 1);
        checkReadable(rest, format);
        checkFeatures(rest, gap, format);
      }),
      { numRuns: 200 },
    );
  });

  it('is hovered and completed without throwing at every offset', () => {
    for (const { text, format } of samples.slice(0, 2)) {
      for (let offset = 0; offset <= text.length; offset++) checkFeatures(text, offset, format);
    }
  });
});
