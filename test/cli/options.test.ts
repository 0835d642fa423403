import assert from 'node:assert/strict';
import { parseCommandLine } from '../../src/cli/options.ts';

function checkWrong(line: string, expected: RegExp): void {
  it(`elbo-lens ${line} says ${expected.source}`, () => {
    const parsed = parseCommandLine(line.split(' ').filter((word) => word !== ''));
    assert.equal(parsed.kind, 'wrong');
    assert.match(parsed.kind === 'wrong' ? parsed.message : '', expected);
  });
}

describe('the command line', () => {
  it('has a default for everything', () => {
    assert.deepEqual(parseCommandLine(['check']), {
      kind: 'check',
      paths: ['.'],
      format: 'text',
      ignore: [],
      failOn: 'error',
      stdinPath: undefined,
      baseline: undefined,
      secondsPerFile: 10,
    });
  });

  it('takes options before, between and after paths', () => {
    const line =
      '--format json check a.py --ignore x --ignore=y - --fail-on hint --stdin-path b.ts';
    assert.deepEqual(parseCommandLine([...line.split(' '), '--time-limit', '0.5', '--', '-z.py']), {
      kind: 'check',
      paths: ['a.py', '-', '-z.py'],
      format: 'json',
      ignore: ['x', 'y'],
      failOn: 'hint',
      stdinPath: 'b.ts',
      baseline: undefined,
      secondsPerFile: 0.5,
    });
  });

  it('shows help and version, with and without a command', () => {
    const kinds = ['--help', '-h', 'check --help', '--version', '-V', 'check --format json -V'];
    assert.deepEqual(
      kinds.map((line) => parseCommandLine(line.split(' ')).kind),
      ['help', 'help', 'help', 'version', 'version', 'version'],
    );
  });

  checkWrong('', /^What to do is missing: elbo-lens check \[paths\]/u);
  checkWrong('chekc', /^There is no command chekc\. Did you mean elbo-lens check \[paths\]\?$/u);
  checkWrong('vae.py', /Did you mean elbo-lens check vae\.py\?$/u);
  checkWrong('check --fromat json', /^There is no option --fromat\. Did you mean --format\?$/u);
  checkWrong('check --failon=error', /Did you mean --fail-on\?$/u);
  checkWrong('check --qqqqqqqq', /^There is no option --qqqqqqqq\. See elbo-lens --help\.$/u);
  checkWrong('check -x', /^There is no option -x\. See/u);
  checkWrong('check --format', /^--format needs a value/u);
  checkWrong('check --format=', /^--format needs a value/u);
  checkWrong('check --format --ignore x', /^--format needs a value/u);
  checkWrong('check --help=yes', /^--help takes no value/u);
  checkWrong('check --format jsn', /^--format cannot be jsn\. Did you mean json\?$/u);
  checkWrong('check --format xml', /It is one of text, json, sarif, github\.$/u);
  checkWrong('check --fail-on warn', /It is one of|Did you mean warning/u);
  checkWrong('check --time-limit 0', /^--time-limit is in seconds per file/u);
  checkWrong('check --time-limit soon', /^--time-limit is in seconds per file/u);
  checkWrong('check --stdin-path a.py', /add - to the paths/u);
});
