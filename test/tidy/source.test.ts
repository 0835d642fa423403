// House rules that neither the compiler nor the linter knows.

import assert from 'node:assert/strict';
import { filesUnder, textOf } from '../support/repository.ts';

const sources = filesUnder('src', '.ts');
const maximumLines = 400;

/** Files allowed above the budget, each with its reason. Empty is the goal. */
const excused: Readonly<Record<string, string>> = {};

function lines(path: string): readonly string[] {
  return textOf(path).split('\n');
}

function occurrences(pattern: RegExp): readonly string[] {
  return sources.flatMap((path) =>
    lines(path).flatMap((line, index) =>
      pattern.test(line.replace(/\/\/.*$|^\s*\*.*$/u, ''))
        ? [`${path}:${index + 1}: ${line.trim()}`]
        : [],
    ),
  );
}

describe('source files', () => {
  it('open with a comment that says what lives there', () => {
    assert.deepEqual(
      sources.filter((path) => !/^\/\/ [A-Z`*]/u.test(textOf(path))),
      [],
    );
  });

  it(`have at most ${maximumLines} lines, or an excuse`, () => {
    const long = sources.filter((path) => lines(path).length > maximumLines);
    assert.deepEqual(long, Object.keys(excused).toSorted());
  });

  it('leave no console output, focused test or conditionless TODO behind', () => {
    assert.deepEqual(occurrences(/\bconsole\./u), []);
    assert.deepEqual(occurrences(/\bTODO\b(?!: when )/u), []);
  });

  it('draw chance from the seeded generator alone', () => {
    assert.deepEqual(occurrences(/Math\.random\(/u), []);
  });

  it('name files in camelCase', () => {
    const names = sources.map((path) => path.split('/').at(-1) ?? '');
    assert.deepEqual(
      names.filter((name) => !/^[a-z][A-Za-z0-9]*(?:\.d)?\.ts$/u.test(name)),
      [],
    );
  });
});

describe('the repository', () => {
  const texts = ['src', 'test', 'scripts', 'docs', 'examples', 'media', 'schemas'].flatMap(
    (folder) =>
      filesUnder(folder).filter((path) => /\.(?:ts|mjs|md|json|ya?ml|css|py|sh)$/u.test(path)),
  );

  it('names no path of a particular machine', () => {
    const pattern = new RegExp(
      ['(^|[^A-Za-z0-9_.])/(', 'work|', 'farm|home/[a-z]', ')/'].join(''),
      'mu',
    );
    assert.deepEqual(
      texts.filter((path) => pattern.test(textOf(path))),
      [],
    );
  });
});
