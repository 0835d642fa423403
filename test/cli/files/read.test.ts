import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { Readable } from 'node:stream';
import { isUnchanged, maximumBytes, readSource, readStream } from '../../../src/cli/files/read.ts';
import { temporaryFolder } from '../temporary.ts';

const folder = temporaryFolder();

function checkRead(
  sentence: string,
  content: string | Uint8Array,
  expected: { readonly text?: string; readonly problem?: RegExp },
): void {
  it(sentence, async () => {
    folder.write({ 'a.py': content });
    const reading = await readSource(folder.path('a.py'), maximumBytes);
    assert.equal(reading.text, expected.text);
    assert.match(reading.problem ?? '', expected.problem ?? /^$/u);
    const bytes = Buffer.from(content);
    const halves = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];
    assert.deepEqual(await readStream(Readable.from(halves), maximumBytes), reading);
  });
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('a file', () => {
  after(() => folder.remove());

  checkRead('is read as UTF-8', 'μ = 1\n', { text: 'μ = 1\n' });
  checkRead('may be empty', '', { text: '' });
  checkRead('loses its byte order mark', '\uFEFFx = 1', { text: 'x = 1' });
  checkRead('may be UTF-16 with its mark', Buffer.from('\uFEFFσ = 1', 'utf16le'), {
    text: 'σ = 1',
  });
  checkRead('may be UTF-16 the other way round', Buffer.from('\uFEFFσ = 1', 'utf16le').swap16(), {
    text: 'σ = 1',
  });
  checkRead('may declare its encoding', latin1('#!/x\n# -*- coding: latin-1 -*-\nx = "é"'), {
    text: '#!/x\n# -*- coding: latin-1 -*-\nx = "é"',
  });
  checkRead('may declare a Windows code page', latin1('# coding=cp1251\n# \xe9'), {
    text: '# coding=cp1251\n# й',
  });
  checkRead('in no known encoding is read with a reservation', latin1('a = 1\nb = "é"\n'), {
    text: 'a = 1\nb = "é"\n',
    problem: /^Line 2 is not UTF-8; the file was read as Latin-1/u,
  });
  checkRead('with an unknown declaration is read with a reservation', latin1('# coding: é'), {
    text: '# coding: é',
    problem: /^Line 1 is not UTF-8/u,
  });
  checkRead('with NUL bytes is binary', 'x = 1\0', { problem: /^A binary file: byte 5 is NUL/u });
  checkRead('of exactly the limit is read', 'x'.repeat(maximumBytes), {
    text: 'x'.repeat(maximumBytes),
  });
  checkRead('above the limit is skipped, and said', 'x'.repeat(maximumBytes + 1e5), {
    problem: /^Skipped: 2\.1 MB of text, and the limit is 2 MB/u,
  });

  const problemOf = async (path: string) => (await readSource(path, maximumBytes)).problem;

  it('that vanished is a problem', async () => {
    assert.match((await problemOf(folder.path('gone.py'))) ?? '', /does not exist, or vanished/u);
  });

  it('whose links lead in a circle is a problem', async () => {
    symlinkSync(folder.path('circle.py'), folder.path('circle.py'));
    assert.match((await problemOf(folder.path('circle.py'))) ?? '', /links lead in a circle/u);
  });

  it('that is a pipe is not waited for', async () => {
    execFileSync('mkfifo', [folder.path('pipe.py')]);
    assert.match((await problemOf(folder.path('pipe.py'))) ?? '', /Not a regular file/u);
  });

  it('that somebody writes to meanwhile is not taken for whole', () => {
    const before = { mtimeMs: 5, size: 10 };
    assert.equal(isUnchanged(before, before, 10), true);
    assert.equal(isUnchanged(before, before, 9), false);
    assert.equal(isUnchanged(before, { mtimeMs: 5, size: 11 }, 10), false);
    assert.equal(isUnchanged(before, { mtimeMs: 6, size: 10 }, 10), false);
    assert.equal(isUnchanged({ mtimeMs: 5, size: 0 }, { mtimeMs: 5, size: 0 }, 10), true);
  });

  it('on standard input above the limit is skipped', async () => {
    const chunks = Readable.from(Array.from({ length: 30 }, () => 'x'.repeat(1e5)));
    assert.match((await readStream(chunks, maximumBytes)).problem ?? '', /^Skipped: 2\.1 MB/u);
  });
});
