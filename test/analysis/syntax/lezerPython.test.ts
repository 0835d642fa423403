// Our own parser against Lezer's grammar, an independent one: the same syntax, spans and comments for whole programs.
// Where the two disagree elsewhere, Lezer is wrong: it reads `not a and b` as `not (a and b)`.

import assert from 'node:assert/strict';
import { arrayPrograms } from '../../../scripts/bench/analysisPrograms/arrays.ts';
import { flowPrograms } from '../../../scripts/bench/analysisPrograms/flow.ts';
import { kerasPrograms } from '../../../scripts/bench/analysisPrograms/keras.ts';
import { negatives, otherPrograms } from '../../../scripts/bench/analysisPrograms/others.ts';
import { torchPrograms } from '../../../scripts/bench/analysisPrograms/torch.ts';
import { bodyOf, commentsOf, errorsOf } from '../../../src/analysis/syntax/program.ts';
import { parsePython } from '../../../src/analysis/syntax/python.ts';
import { filesUnder, textOf } from '../../support/repository.ts';
import { kerasLoss, torchLoss } from './fixtures.ts';
import { readByLezer } from './lezerPython/readByLezer.ts';

const programs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fixtures: { torchLoss, kerasLoss },
  arrayPrograms,
  flowPrograms,
  kerasPrograms,
  torchPrograms,
  otherPrograms,
  negatives,
  scripts: Object.fromEntries(
    filesUnder('scripts/reference', '.py').map((path) => [path, textOf(path)]),
  ),
};

function checkLikeLezer(text: string): void {
  const expected = readByLezer(text);
  assert.equal(expected.errorCount, 0, 'Lezer has to guess, so that it is no reference');
  const program = parsePython(text);
  assert.deepEqual(bodyOf(program), expected.body);
  assert.deepEqual(commentsOf(program), expected.comments);
  assert.deepEqual(errorsOf(program), []);
}

describe('Python as Lezer reads it', () => {
  for (const [group, texts] of Object.entries(programs)) {
    it(`is what we read: ${group}`, () => {
      for (const text of Object.values(texts)) checkLikeLezer(text);
    });
  }
});
