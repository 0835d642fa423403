// The command with everything of the process handed in: streams in memory, and an analyser that says what it is told.

import assert from 'node:assert/strict';
import { Readable, Writable } from 'node:stream';
import type { Answer, Job } from '../../src/cli/analyser.ts';
import { run } from '../../src/cli/run.ts';
import { finding } from './formats/samples.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();

interface Setting {
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly analyse?: (job: Job) => Answer;
}

/** A file whose text names a severity has a finding of it; one that says `refuse` cannot be analysed. */
function obey({ path, text }: Job): Answer {
  if (text === 'refuse') return { problem: 'Refused.' };
  const severities = ['error', 'warning', 'information', 'hint'] as const;
  const found = severities.filter((severity) => text.includes(severity));
  const findings = found.map((severity) => Object.assign({}, finding, { severity }));
  return { checked: { report: { path, terms: [], losses: [], findings }, text } };
}

async function ran(args: readonly string[], setting: Setting = {}) {
  let [stdout, stderr, isClosed] = ['', '', false];
  const status = await run(args, {
    stdin: Readable.from([Buffer.from(setting.stdin ?? '')]),
    // A high-water mark of one byte: every write has to wait for the reader.
    stdout: new Writable({
      highWaterMark: 1,
      write(chunk, _encoding, done) {
        stdout += String(chunk);
        setImmediate(done);
      },
    }),
    stderr: { isTTY: setting.isTTY ?? false, columns: 40, write: (text) => (stderr += text) },
    version: '1.2.3',
    width: 3,
    openAnalyser: () => ({
      analyse: (job) => Promise.resolve((setting.analyse ?? obey)(job)),
      close: () => Promise.resolve(void (isClosed = true)),
    }),
  });
  return { status, stdout, stderr, isClosed };
}

describe('elbo-lens check', () => {
  before(() => {
    folder.write({
      'error.py': 'error',
      'warning.py': 'warning',
      'hint.py': 'hint',
      'nothing.py': 'x = 1',
      'refused.py': 'refuse',
      'binary.py': 'x\0',
      'latin.py': Buffer.from('# é warning', 'latin1'),
      'empty/readme.txt': '',
    });
  });
  after(() => folder.remove());
  const at = (...names: readonly string[]) => names.map((name) => folder.path(name));

  function checkStatus(names: readonly string[], failOn: string, expected: number): void {
    it(`ends with ${expected} for ${names.join(', ')} and --fail-on ${failOn}`, async () => {
      const { status, isClosed } = await ran(['check', ...at(...names), '--fail-on', failOn]);
      assert.equal(status, expected);
      assert.equal(isClosed, true);
    });
  }
  checkStatus(['error.py'], 'error', 1);
  checkStatus(['warning.py', 'hint.py'], 'error', 0);
  checkStatus(['nothing.py', 'warning.py'], 'warning', 1);
  checkStatus(['hint.py'], 'information', 0);
  checkStatus(['hint.py'], 'hint', 1);
  checkStatus(['error.py'], 'never', 0);
  checkStatus(['nothing.py'], 'hint', 0);
  checkStatus(['refused.py', 'binary.py'], 'hint', 0);
  checkStatus(['missing.py', 'nothing.py'], 'error', 0);
  checkStatus(['missing.py', 'none/*.py'], 'error', 2);
  checkStatus(['empty'], 'error', 0);

  it('prints the files in order and each bad one as one problem', async () => {
    const names = ['refused.py', 'error.py', 'binary.py', 'latin.py', 'missing.py', 'nothing.py'];
    const { stdout, stderr } = await ran(['check', '--format', 'json', ...at(...names)]);
    const { files, problems } = JSON.parse(stdout) as {
      files: { path: string; findings: unknown[] }[];
      problems: { path: string }[];
    };
    assert.deepEqual(
      files.map(({ path, findings }) => [path, findings.length]),
      [
        [folder.path('error.py'), 1],
        [folder.path('latin.py'), 1],
        [folder.path('nothing.py'), 0],
      ],
    );
    const problematic = ['refused.py', 'binary.py', 'latin.py', 'missing.py'];
    assert.deepEqual(
      problems.map(({ path }) => path),
      at(...problematic),
    );
    assert.equal(stderr, '');
  });

  it('says problems on standard error where the format has no place for them', async () => {
    const { stdout, stderr } = await ran(['check', ...at('refused.py')]);
    assert.equal(stdout, '0 files read: 0 terms, 0 losses; 1 problem.\n');
    assert.equal(stderr, `${folder.path('refused.py')}: Refused.\n`);
  });

  it('says that there was nothing to do', async () => {
    assert.match((await ran(['check', ...at('empty')])).stderr, /No file to check/u);
    assert.match((await ran(['check', ...at('missing.py')])).stderr, /nothing was checked/u);
  });

  it('reads standard input under the name it is given', async () => {
    const seen: Job[] = [];
    const analyse = (job: Job) => (seen.push(job), obey(job));
    await ran(['check', '-'], { stdin: 'error', analyse });
    await ran(['check', '-', '--stdin-path', 'src/a.tsx'], { stdin: 'x', analyse });
    await ran(['check', '-', '--stdin-path', 'a.ipynb'], { stdin: '{}', analyse });
    assert.deepEqual(seen, [
      { path: '<stdin>', kind: 'python', text: 'error' },
      { path: 'src/a.tsx', kind: 'typescript', text: 'x' },
      { path: 'a.ipynb', kind: 'notebook', text: '{}' },
    ]);
  });

  it('says what is wrong with the command line, and ends with 2', async () => {
    const { status, stdout, stderr } = await ran(['check', '--formt', 'json']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.equal(stderr, 'elbo-lens: There is no option --formt. Did you mean --format?\n');
  });

  it('shows its version and its help', async () => {
    assert.deepEqual((await ran(['--version'])).stdout, '1.2.3\n');
    const { status, stdout } = await ran(['check', '--help']);
    assert.equal(status, 0);
    const named = ['--format', '--fail-on', '--ignore', '--stdin-path', '--time-limit', '.ipynb'];
    assert.deepEqual(
      named.filter((word) => !stdout.includes(word)),
      [],
    );
  });

  it('shows progress on a terminal alone, and leaves nothing of it behind', async () => {
    const slow = (job: Job): Answer => {
      const end = performance.now() + 120;
      while (performance.now() < end);
      return obey(job);
    };
    const names = at('nothing.py', 'hint.py', 'refused.py');
    const { stderr } = await ran(['check', ...names], { isTTY: true, analyse: slow });
    assert.match(stderr, /1 file read · /u);
    const lines = stderr.split('\r\u001B[2K');
    assert.deepEqual(
      lines.filter((line) => !line.endsWith('\n') && line.length >= 40),
      [],
    );
    // A problem may be the last thing said; of the progress nothing is left.
    assert.doesNotMatch(lines.at(-1) ?? '', /read ·/u);
    assert.equal((await ran(['check', ...names.slice(0, 2)], { analyse: slow })).stderr, '');
  });
});
