import assert from 'node:assert/strict';
import { IgnoreRules, isIgnored } from '../../../src/cli/files/ignore.ts';

/** Paths are below the folder of the rules; those that end in `/` are folders. */
function checkIgnored(
  lines: readonly string[],
  ignored: readonly string[],
  kept: readonly string[],
): void {
  it(`${JSON.stringify(lines)} ignores ${ignored.join(', ')} and keeps ${kept.join(', ')}`, () => {
    const rules = new IgnoreRules('/place', lines);
    const found = [...ignored, ...kept].filter((path) =>
      isIgnored([rules], `/place/${path.replace(/\/$/u, '')}`, path.endsWith('/')),
    );
    assert.deepEqual(found, ignored);
  });
}

describe('ignore rules', () => {
  checkIgnored(['old'], ['old', 'old/', 'a/old', 'a/b/old/'], ['older', 'old.py']);
  checkIgnored(['/old'], ['old'], ['a/old']);
  checkIgnored(['./old'], ['old'], ['a/old']);
  checkIgnored(['a/old'], ['a/old'], ['old', 'b/a/old']);
  checkIgnored(['old/'], ['old/', 'a/old/'], ['old']);
  checkIgnored(['*.py', '!keep.py'], ['a.py', 'b/c.py'], ['keep.py', 'b/keep.py', 'a.ts']);
  checkIgnored(['# a.py', '', '   ', 'b.py   '], ['b.py'], ['a.py', '# a.py']);
  checkIgnored([String.raw`\#a`, String.raw`\!b`], ['#a', '!b'], ['a', 'b']);
  checkIgnored(['a.py\r'], ['a.py'], ['a.py\r']);
  checkIgnored(['logs/**/debug'], ['logs/debug', 'logs/a/b/debug'], ['debug', 'logs/debugs']);
  checkIgnored(['/'], [], ['a']);

  it('of an inner folder stand above those of an outer one', () => {
    const outer = new IgnoreRules('/place', ['*.py']);
    const inner = new IgnoreRules('/place/a', ['!x.py']);
    assert.equal(isIgnored([outer, inner], '/place/a/x.py', false), false);
    assert.equal(isIgnored([outer, inner], '/place/a/y.py', false), true);
  });

  it('hold in the root folder of a disk, too', () => {
    assert.equal(isIgnored([new IgnoreRules('/', ['/a'])], '/a', false), true);
  });
});
