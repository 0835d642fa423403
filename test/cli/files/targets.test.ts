import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { IgnoreRules } from '../../../src/cli/files/ignore.ts';
import { findTargets } from '../../../src/cli/files/targets.ts';
import { walk } from '../../../src/cli/files/walk.ts';
import { temporaryFolder } from '../temporary.ts';

const folder = temporaryFolder();

/** Targets of these paths below the temporary folder, as names relative to it; problems as `?name`. */
async function targetsOf(paths: readonly string[], ignored: readonly string[] = []) {
  const found: string[] = [];
  const given = paths.map((path) => (path === '-' ? path : folder.path(path)));
  for await (const target of findTargets(given, ignored)) {
    if (target.kind === 'stdin') found.push('-');
    else if (target.kind === 'file') found.push(target.path);
    else found.push(`?${target.problem.path}`);
  }
  return found.map((name) => name.replace(`${folder.path('')}/`, ''));
}

function checkTargets(
  sentence: string,
  paths: readonly string[],
  expected: readonly string[],
  ignored: readonly string[] = [],
): void {
  it(sentence, async () => assert.deepEqual(await targetsOf(paths, ignored), expected));
}

describe('paths of the command line', () => {
  before(() => {
    folder.write({
      'src/a.py': '',
      'src/b/c.ipynb': '',
      'src/b/d.TS': '',
      'src/notes.txt': '',
      'src/.hidden.py': '',
      'src/.git/x.py': '',
      'src/node_modules/x.js': '',
      'src/venv/x.py': '',
      'src/myenv/pyvenv.cfg': '',
      'src/myenv/x.py': '',
      'src/__pycache__/x.py': '',
      'src/build/x.py': '',
      'src/dist/x.mjs': '',
      'repository/.git/HEAD': '',
      'repository/.gitignore': 'generated/\n*.gen.py\n',
      'repository/a.gen.py': '',
      'repository/generated/x.py': '',
      'repository/in/.gitignore': '!b.gen.py\n/local.py\n',
      'repository/in/b.gen.py': '',
      'repository/in/c.gen.py': '',
      'repository/in/local.py': '',
      'repository/in/x.py': '',
      'odd/[a].py': '',
      'links/real.py': '',
    });
    symlinkSync(folder.path('links'), folder.path('links/loop'));
    symlinkSync(folder.path('nowhere.py'), folder.path('links/dangling.py'));
  });
  after(() => folder.remove());

  const source = ['src/a.py', 'src/b/c.ipynb', 'src/b/d.TS'];
  checkTargets('name folders, read in the order of names', ['src'], source);
  checkTargets('name files, whatever folder they are in', ['src/venv/x.py'], ['src/venv/x.py']);
  checkTargets('count once', ['src/a.py', 'src', 'src/../src/a.py', '-', '-'], [...source, '-']);
  checkTargets('may be globs', ['src/**/*.ipynb'], ['src/b/c.ipynb']);
  checkTargets('may be globs of one level', ['src/*'], ['src/a.py']);
  checkTargets('may be globs of folders', ['*/b/*'], ['src/b/c.ipynb', 'src/b/d.TS']);
  checkTargets('with wildcards may be names', ['odd/[a].py'], ['odd/[a].py']);
  checkTargets('that no file fits are problems', ['src/*.js'], ['?src/*.js']);
  checkTargets(
    'that lead nowhere are problems',
    ['no.py', 'src/a.py/b'],
    ['?no.py', '?src/a.py/b'],
  );
  checkTargets('to other kinds of file are problems', ['src/notes.txt'], ['?src/notes.txt']);
  checkTargets('do not follow links', ['links'], ['links/real.py']);
  checkTargets(
    'keep to .gitignore',
    ['repository'],
    ['repository/in/b.gen.py', 'repository/in/x.py'],
  );
  checkTargets(
    'keep to .gitignore above them',
    ['repository/in'],
    ['repository/in/b.gen.py', 'repository/in/x.py'],
  );
  checkTargets('keep to --ignore', ['src', 'src/a.py'], ['src/b/d.TS'], ['*.ipynb', 'a.py']);
  checkTargets('keep to --ignore of folders above', ['src/b/d.TS'], [], ['b/']);

  it('that the system refuses are problems', async () => {
    assert.deepEqual(await targetsOf([`${'x'.repeat(300)}.py`]), [`?${'x'.repeat(300)}.py`]);
  });

  it('to a folder that vanished meanwhile are problems', async () => {
    const ignore = new IgnoreRules('/', []);
    const found: unknown[] = [];
    for await (const each of walk(folder.path('gone'), { ignore, maximumDepth: 9 }))
      found.push(each);
    const message = 'This folder could not be read: it does not exist, or vanished meanwhile.';
    assert.deepEqual(found, [{ kind: 'problem', problem: { path: folder.path('gone'), message } }]);
  });
});
