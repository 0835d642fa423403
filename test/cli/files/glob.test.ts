import assert from 'node:assert/strict';
import { globPattern, hasMagic } from '../../../src/cli/files/glob.ts';

function checkGlob(glob: string, matching: readonly string[], other: readonly string[]): void {
  it(`${glob} fits ${matching.join(', ')} and not ${other.join(', ')}`, () => {
    const pattern = globPattern(glob);
    assert.deepEqual(
      [...matching, ...other].filter((path) => pattern.test(path)),
      matching,
    );
  });
}

describe('a glob', () => {
  checkGlob('*.py', ['a.py', '.py'], ['a/b.py', 'a.pyc', 'apy']);
  checkGlob('**/*.py', ['a.py', 'a/b.py', 'a/b/c.py'], ['a.ts', 'a/b.pyx']);
  checkGlob('src/**', ['src/a', 'src/a/b'], ['src', 'src/', 'lib/src/a']);
  checkGlob('a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab']);
  checkGlob('?.py', ['a.py', 'é.py'], ['ab.py', '/.py', '.py']);
  checkGlob('[a-c].py', ['b.py'], ['d.py', '-.py']);
  checkGlob('[!a-c].py', ['d.py'], ['a.py', '/.py']);
  checkGlob('[]-].py', ['].py', '-.py'], ['a.py']);
  checkGlob('*.{py,ipynb}', ['a.py', 'a.ipynb'], ['a.p', 'a.{py,ipynb}']);
  checkGlob('{a,{b,c}d}', ['a', 'bd', 'cd'], ['d', 'ad']);
  checkGlob('a,b{.py', ['a,b{.py'], ['a.py', 'a,b.py']);
  checkGlob('a}{.py', ['a}{.py'], ['a.py']);
  checkGlob(String.raw`\*.py`, ['*.py'], ['a.py']);
  checkGlob('[z-a].py', ['[z-a].py'], ['z.py']);
  checkGlob('[.py', ['[.py'], ['a.py']);
  checkGlob('a+(b)|^$.py', ['a+(b)|^$.py'], ['aab.py', 'a']);
  checkGlob('', [''], ['a']);

  it('is told from a path by its wildcards', () => {
    assert.equal(['a/*.py', 'a?', '[ab]', '{a,b}'].every(hasMagic), true);
    assert.equal(['a/b.py', 'a b.py', 'a-b!.py'].some(hasMagic), false);
  });
});
