// Examples of rules as tests: carets in a comment below a line mark what a finding underlines.

import assert from 'node:assert/strict';
import { analyze } from '../../src/analysis/analyze.ts';
import { Lines } from '../../src/analysis/features/check.ts';
import type { Language } from '../../src/analysis/syntax/ast.ts';
import { lint, type LintOptions } from '../../src/lint/lint.ts';
import type { Finding } from '../../src/lint/rule.ts';

export function languageOf(framework: string): Language {
  return /TensorFlow\.js|TypeScript|JavaScript/u.test(framework) ? 'typescript' : 'python';
}

export function findingsIn(
  code: string,
  framework = 'PyTorch',
  options: LintOptions = {},
): readonly Finding[] {
  return lint(analyze(code, languageOf(framework)), options);
}

export interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Right behind the comment's marker, carets count for its columns too. */
const carets = /^(\s*)(#|\/\/)( *)(\^+)\s*$/u;

/** 1-based. */
export function marksIn(code: string): readonly Mark[] {
  let above = 0;
  return code.split('\n').flatMap((line, index) => {
    const [, indent, marker = '', space = '', marks = ''] = carets.exec(line) ?? [];
    if (indent === undefined) {
      above = index + 1;
      return [];
    }
    const to = indent.length + marker.length + space.length + marks.length + 1;
    const isFromMarker = space === '';
    return [{ line: above, from: isFromMarker ? indent.length + 1 : to - marks.length, to }];
  });
}

/** Asserts that a rule underlines exactly what carets mark. */
export function checkMarks(code: string, findings: readonly Finding[]): void {
  const lines = new Lines(code);
  const found = findings.map(({ span }) => {
    const { startLine, startColumn, endLine, endColumn } = lines.place(span);
    const end = code.split('\n')[startLine - 1]?.trimEnd().length ?? 0;
    return { line: startLine, from: startColumn, to: endLine === startLine ? endColumn : end + 1 };
  });
  assert.deepEqual(
    found,
    marksIn(code),
    `${code}\n${findings.map(({ message }) => message).join('\n')}`,
  );
}
