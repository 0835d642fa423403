// Workflow commands of GitHub Actions: findings and problems become annotations on the lines of a pull request.

import type { Finding, Severity } from '../report.ts';
import type { Formatter } from './formatter.ts';
import { summaryOf } from './totals.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export function githubFormat(): Formatter {
  return {
    holdsProblems: true,
    begin: () => '',
    file: ({ report, filed = report }) =>
      filed.findings
        // Hints are for whoever writes, not for whoever reviews.
        .filter(({ severity }) => severity !== 'hint')
        .map((finding) => annotation(report.path, finding))
        .join(''),
    problem: ({ path, message }) =>
      command('warning', { file: path, title: 'ELBO Lens could not read this' }, message),
    end: (totals) => `${summaryOf(totals)}\n`,
  };
}

function annotation(file: string, finding: Finding): string {
  const { startLine, startColumn, endLine, endColumn } = finding;
  const columns = startLine === endLine ? { col: startColumn, endColumn } : {};
  const title = `${finding.rule} ${finding.name}`;
  const proof = finding.proof === undefined ? '' : `\n${finding.proof}`;
  return command(
    commands[finding.severity],
    { file, line: startLine, endLine, ...columns, title },
    finding.message + proof,
  );
}

function command(name: string, properties: Record<string, string | number>, message: string) {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${property(String(value))}`,
  );
  return `::${name} ${list.join(',')}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
