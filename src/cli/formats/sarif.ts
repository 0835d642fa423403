// SARIF 2.1.0 for code scanning. Results are written as they come; the tool with its rules follows them, since which
// rules spoke is known only then.

import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Problem, Severity } from '../report.ts';
import type { Formatter } from './formatter.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

export function sarifFormat(version: string): Formatter {
  const rules = new Map<string, { id: string; name: string }>();
  const notifications: object[] = [];
  let isFirst = true;

  const next = (value: object) => {
    const lead = isFirst ? '\n' : ',\n';
    isFirst = false;
    return lead + JSON.stringify(value);
  };
  return {
    holdsProblems: true,
    begin: () =>
      `{"$schema":"${schema}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`,
    file({ report, filed = report }) {
      return filed.findings
        .map((finding) => {
          rules.set(finding.rule, { id: finding.rule, name: finding.name });
          return next(result(report.path, finding));
        })
        .join('');
    },
    problem(problem) {
      notifications.push(notification(problem));
      return '';
    },
    end() {
      const tool = { driver: { name: 'ELBO Lens', version, rules: [...rules.values()] } };
      const invocations = [
        { executionSuccessful: true, toolExecutionNotifications: notifications },
      ];
      const rest = JSON.stringify({ tool, invocations }).slice(1);
      return `\n],${rest}]}\n`;
    },
  };
}

function result(path: string, finding: Finding) {
  const { startLine, startColumn, endLine, endColumn, symbol, proof, fix } = finding;
  const region = { startLine, startColumn, endLine, endColumn };
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: { ...location(path).physicalLocation, region },
        logicalLocations: symbol === '' ? [] : [{ name: symbol, kind: 'function' }],
      },
    ],
    properties: { ...(proof === undefined ? {} : { proof }), ...(fix ? { fix } : {}) },
  };
}

function notification({ path, message }: Problem) {
  return { level: 'warning', message: { text: message }, locations: [location(path)] };
}

function location(path: string) {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) } } };
}

/** Absolute paths as file URIs, relative ones as relative references. */
function uriOf(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
