// What every rule must hold: its own examples are reported as they say, their twins are not, its traps are silent, and a
// fix does what it promises.

import assert from 'node:assert/strict';
import { analyze } from '../../src/analysis/analyze.ts';
import { lint } from '../../src/lint/lint.ts';
import { fixesOf } from '../../src/lint/report.ts';
import { examples } from '../../src/lint/rules/examples.ts';
import { rules } from '../../src/lint/rules/index.ts';
import type { Invalid } from '../../src/lint/rule.ts';
import { checkMarks, findingsIn, languageOf, marksIn } from './annotated.ts';

const twinOf = ({ code, twin: [before, after] }: Invalid): string =>
  code.replace(before, () => after);

for (const rule of rules) {
  const { invalid, traps } = examples.get(rule.id) ?? { invalid: [], traps: [] };
  const own = (code: string, framework: string) =>
    findingsIn(code, framework).filter((finding) => finding.rule === rule);

  describe(`${rule.id} ${rule.name}`, () => {
    invalid.forEach((example, at) => {
      const { code, framework, says = '', severity = rule.severity, twin } = example;
      it(`reports example ${at + 1}, ${framework}`, () => {
        const findings = own(code, framework);
        assert.ok(marksIn(code).length > 0, 'carets mark what is reported');
        checkMarks(code, findings);
        for (const finding of findings) {
          assert.equal(finding.severity, severity);
          assert.ok(finding.message.includes(says), `${finding.message}\nlacks ${says}`);
          if (finding.severity === 'error') assert.ok(finding.proof, 'an error has a proof');
        }
      });

      it(`is silent where ${JSON.stringify(twin[0])} is ${JSON.stringify(twin[1])}`, () => {
        assert.equal(code.split(twin[0]).length, 2, `${twin[0]} stands once in the example`);
        const found = own(twinOf(example), framework).map(({ message }) => message);
        assert.deepEqual(found, []);
      });

      it(`fixes example ${at + 1} as it says, if at all`, () => {
        const analysis = analyze(code, languageOf(framework));
        for (const finding of lint(analysis).filter((one) => one.rule === rule)) {
          const drafts = finding.fixes();
          const fixes = fixesOf(analysis, finding, lint);
          const failed = drafts.filter(({ title }) => !fixes.some((fix) => fix.title === title));
          assert.deepEqual(
            failed.map(({ title }) => title),
            [],
            `drafts that fail\n${code}`,
          );
        }
      });
    });

    for (const { why, framework, code } of traps)
      it(`is silent: ${why}`, () => {
        assert.deepEqual(
          own(code, framework).map(({ message }) => message),
          [],
        );
      });
  });
}
