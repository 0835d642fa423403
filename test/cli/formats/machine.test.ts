// The formats that programs read: JSON, SARIF and the workflow commands of GitHub.

import assert from 'node:assert/strict';
import type { Formatter } from '../../../src/cli/formats/formatter.ts';
import { githubFormat } from '../../../src/cli/formats/github.ts';
import { jsonFormat } from '../../../src/cli/formats/json.ts';
import { sarifFormat } from '../../../src/cli/formats/sarif.ts';
import type { CheckedFile, Problem } from '../../../src/cli/report.ts';
import { finding, loss, sample, term, totals } from './samples.ts';

function printed(
  formatter: Formatter,
  files: readonly CheckedFile[],
  problems: readonly Problem[] = [],
): string {
  return [
    formatter.begin(),
    ...files.map((file) => formatter.file(file)),
    ...problems.map((problem) => formatter.problem(problem)),
    formatter.end(totals),
  ].join('');
}

const unread = { path: 'a b.py', message: 'A binary file.' };

describe('the JSON format', () => {
  const full = sample({ terms: [term], losses: [loss], findings: [finding] });

  it('is one object that holds every report unchanged', () => {
    const files = [full, sample({ path: 'b.py' })];
    assert.deepEqual(JSON.parse(printed(jsonFormat(), files, [unread])), {
      version: 1,
      files: files.map(({ report }) => report),
      problems: [unread],
    });
  });

  it('is an object without any file, too', () => {
    const empty = { version: 1, files: [], problems: [] };
    assert.deepEqual(JSON.parse(printed(jsonFormat(), [])), empty);
  });

  it('has one file per line', () => {
    assert.equal(printed(jsonFormat(), [full, full]).trimEnd().split('\n').length, 4);
  });

  it('has null for numbers JSON has no name for', () => {
    const odd = { ...loss, effectiveBeta: { ...loss.effectiveBeta, value: Infinity } };
    const text = printed(jsonFormat(), [sample({ losses: [odd as typeof loss] })]);
    assert.match(text, /"effectiveBeta":\{[^}]*"value":null/u);
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly version: string; readonly rules: unknown } };
    readonly columnKind: string;
    readonly results: readonly Readonly<Record<string, unknown>>[];
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly unknown[] }[];
  }[];
}

function sarif(files: readonly CheckedFile[], problems: readonly Problem[] = []) {
  const log = JSON.parse(printed(sarifFormat('1.2.3'), files, problems)) as Sarif;
  const [run] = log.runs;
  assert.ok(run);
  return { version: log.version, run };
}

describe('the SARIF format', () => {
  it('states each finding with its rule, level and region', () => {
    const { version, run } = sarif([sample({ path: 'src/ä b.py', findings: [finding] })]);
    assert.equal(version, '2.1.0');
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.deepEqual(run.results, [
      {
        ruleId: 'ELBO301',
        level: 'error',
        message: { text: finding.message },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/%C3%A4%20b.py' },
              region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 },
            },
            logicalLocations: [{ name: 'loss_function', kind: 'function' }],
          },
        ],
        properties: { proof: finding.proof, fix: finding.fix },
      },
    ]);
  });

  it('lists each rule that spoke once, and the version', () => {
    const file = sample({ findings: [finding, finding] });
    const { driver } = sarif([file, file]).run.tool;
    assert.equal(driver.version, '1.2.3');
    assert.deepEqual(driver.rules, [{ id: 'ELBO301', name: 'recon-mean-kl-sum' }]);
  });

  it('has its own three levels', () => {
    const all = (['error', 'warning', 'information', 'hint'] as const).map((severity) =>
      sample({ findings: [{ ...finding, severity }] }),
    );
    assert.deepEqual(
      sarif(all).run.results.map(({ level }) => level),
      ['error', 'warning', 'note', 'note'],
    );
  });

  it('holds problems as notifications, and absolute paths as file URIs', () => {
    const { run } = sarif([], [{ ...unread, path: '/a b.py' }]);
    assert.deepEqual(run.results, []);
    assert.deepEqual(run.invocations[0]?.toolExecutionNotifications, [
      {
        level: 'warning',
        message: { text: 'A binary file.' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'file:///a%20b.py' } } }],
      },
    ]);
  });
});

describe('the GitHub format', () => {
  const lines = (file: CheckedFile, problems: readonly Problem[] = []) =>
    printed(githubFormat(), [file], problems).split('\n').slice(0, -2);

  it('is one command per finding, with its message escaped', () => {
    assert.deepEqual(lines(sample({ path: 'a,b:c%.py', findings: [finding] })), [
      '::error file=a%2Cb%3Ac%25.py,line=2,endLine=2,col=5,endColumn=9,title=ELBO301 recon-mean-kl-sum::' +
        'β is 392, 100%25 too much: divide%0Aby D%0Aat mu = 0 the code gives 0.5, KL is 0',
    ]);
  });

  it('names columns only within one line', () => {
    const [line] = lines(sample({ findings: [{ ...finding, endLine: 4 }] }));
    assert.match(line ?? '', /^::error file=vae\.py,line=2,endLine=4,title=/u);
  });

  it('has notices for what is no warning, and no hints', () => {
    const severities = ['warning', 'information', 'hint'] as const;
    const findings = severities.map((severity) => Object.assign({}, finding, { severity }));
    assert.deepEqual(
      lines(sample({ findings })).map((line) => line.split(' ')[0]),
      ['::warning', '::notice'],
    );
  });

  it('warns of what could not be read', () => {
    assert.deepEqual(lines(sample({}), [unread]), [
      '::warning file=a b.py,title=ELBO Lens could not read this::A binary file.',
    ]);
  });
});
