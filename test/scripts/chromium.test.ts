import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isNodeRecentEnough } from '../../scripts/editor/cache.ts';
import { findChromium, findOnPath } from '../../scripts/editor/chromium.ts';
import { MissingRequirement } from '../../scripts/missing.ts';
import { scratchFolder } from '../../scripts/paths.ts';

function programIn(folder: string, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

describe('the Chromium of this machine', () => {
  it('is the one ELBO_CHROMIUM names', () => {
    const path = programIn(scratchFolder('chromium'), 'my-browser');
    assert.equal(findChromium({ ELBO_CHROMIUM: path, PATH: '' }), path);
  });

  it('is not silently another if that name is wrong', () => {
    assert.throws(
      () => findChromium({ ELBO_CHROMIUM: join('no', 'browser') }),
      /ELBO_CHROMIUM is .*not a program/,
    );
  });

  it('is the first known name on PATH', () => {
    const [first, second] = [scratchFolder('first'), scratchFolder('second')];
    const chrome = programIn(first, 'google-chrome');
    const chromium = programIn(second, 'chromium');
    const PATH = [first, second].join(delimiter);
    assert.equal(findChromium({ PATH }), chromium);
    assert.equal(findOnPath(['google-chrome'], { PATH }), chrome);
    assert.equal(findOnPath(['chromium'], { PATH: first }), undefined);
  });
});

describe('a requirement that is missing', () => {
  it('is told with the one command to run', () => {
    const { message } = new MissingRequirement(
      'No Chromium was found.',
      'sudo apt-get install -y chromium',
    );
    assert.match(
      message,
      /No Chromium was found\.\nRun this.*\n\n {4}sudo apt-get install -y chromium\n/,
    );
  });
});

describe('the Node that the editor needs', () => {
  it('is 22.15 or later', () => {
    const versions = ['20.19.0', '22.14.9', '22.15.0', '24.0.0'];
    assert.deepEqual(versions.map(isNodeRecentEnough), [false, false, true, true]);
  });
});
