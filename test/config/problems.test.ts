import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseExperiment } from '../../src/config/parse.ts';
import type { ConfigFormat } from '../../src/config/problem.ts';
import { annotate, plainText, readCases, writeCases } from './annotated.ts';
import type { Case } from './annotated.ts';

const path = (format: ConfigFormat) =>
  fileURLToPath(new URL(`problems/${format}.txt`, import.meta.url));

function rerun({ title, annotated }: Case, format: ConfigFormat): Case {
  const text = plainText(annotated);
  const { problems } = parseExperiment(text, { format, fileName: `test.elbo.${format}` });
  return { title, annotated: annotate(text, problems) };
}

function checkProblems(example: Case, format: ConfigFormat): void {
  assert.equal(rerun(example, format).annotated, example.annotated);
}

for (const format of ['yaml', 'json'] as const) {
  describe(`problems of a ${format.toUpperCase()} config`, () => {
    const cases = readCases(readFileSync(path(format), 'utf8'));
    if (process.env['UPDATE_SNAPSHOTS'] === '1') {
      writeFileSync(path(format), writeCases(cases.map((example) => rerun(example, format))));
    }
    for (const example of cases) it(example.title, () => checkProblems(example, format));
  });
}

describe('an experiment', () => {
  const parse = (text: string) =>
    parseExperiment(text, { format: 'yaml', fileName: 'test.elbo.yaml' });

  it('is null if and only if a problem is an error', () => {
    const cases = readCases(readFileSync(path('yaml'), 'utf8'));
    const severities = new Set<string>();
    for (const { annotated, title } of cases) {
      const { experiment, problems } = parse(plainText(annotated));
      const hasError = problems.some(({ severity }) => severity === 'error');
      assert.equal(experiment === null, hasError, title);
      for (const { severity } of problems) severities.add(severity);
    }
    assert.deepEqual([...severities].toSorted(), ['error', 'information', 'warning']);
  });

  it('loses the problem when the offered fix is applied', () => {
    let fixes = 0;
    for (const { annotated, title } of readCases(readFileSync(path('yaml'), 'utf8'))) {
      const text = plainText(annotated);
      for (const { replacement, code, path: key } of parse(text).problems) {
        if (!replacement) continue;
        const fixed =
          text.slice(0, replacement.start) + replacement.text + text.slice(replacement.end);
        const still = parse(fixed).problems.filter(
          (other) => other.code === code && other.path === key,
        );
        assert.deepEqual(still, [], `${title}: ${replacement.title}`);
        fixes++;
      }
    }
    assert.ok(fixes > 15, `only ${fixes} fixes were tried`);
  });
});
