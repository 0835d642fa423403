import assert from 'node:assert/strict';
import { DiagnosticSeverity, languages, workspace } from 'vscode';
import { idxFile } from '../data/idxFiles.ts';
import {
  activated,
  begin,
  eventually,
  idxConfig as config,
  inWorkspace,
  openConfig,
  reached,
  writeFile,
} from './editor.ts';

const grey = Uint8Array.from({ length: 6 * 16 }, (_, i) => (i * 37) % 256);
const pictures = idxFile([6, 4, 4], grey);

interface Message {
  readonly what: RegExp;
  readonly why: RegExp;
  /** The config key that is marked. */
  readonly key?: string;
}

/** Trains on a bad file; the run must fail before its first step, in words, and mark the key in the editor. */
async function checkMessage(name: string, text: string, expected: Message): Promise<void> {
  const document = await openConfig(`${name}.elbo.yaml`, text);
  const { problem, step } = await reached(await begin(document.uri), 'failed');
  assert.ok(problem);
  assert.equal(step, 0);
  const plain = (words: string) => words.replaceAll('\u202f', ' ');
  assert.match(plain(problem.what), expected.what);
  assert.match(plain(problem.why), expected.why);
  assert.notEqual(problem.now, '');
  assert.equal(problem.configPath, expected.key ?? 'data.images');
  const mark = await eventually('a mark in the editor', () =>
    languages
      .getDiagnostics(document.uri)
      .find(
        ({ message, severity }) =>
          severity === DiagnosticSeverity.Error && message.startsWith(problem.what),
      ),
  );
  assert.ok(!mark.range.isEmpty);
}

describe('data files that cannot be used', () => {
  before(activated);

  it('trains on a file that is sound, so that what follows fails for its own reason', async () => {
    await writeFile('sound-images', pictures);
    const document = await openConfig('idx.elbo.yaml', config('sound-images'));
    const run = await reached(await begin(document.uri), 'finished');
    assert.equal(run.data?.dimensions, 16);
    assert.equal(run.data?.trainCount, 6);
  });

  it('names a missing file and where it was looked for', async () => {
    await checkMessage('missing', config('nowhere/images.gz'), {
      what: /"nowhere\/images\.gz" was not found/,
      why: /no such file in .*nowhere.*start at the config file/,
    });
  });

  it('says what a truncated file promised and what it has', async () => {
    await writeFile('truncated-images', pictures.subarray(0, 60));
    await checkMessage('truncated', config('truncated-images'), {
      what: /truncated-images: the file is too short/,
      why: /6 × 4 × 4 values \(112 bytes with the header\); the file has 60/,
    });
  });

  it('recognises a file that is something else', async () => {
    await writeFile(
      'picture-images',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
    );
    await checkMessage('mislabelled', config('picture-images'), {
      what: /picture-images: this is not an IDX file/,
      why: /looks like a PNG picture/,
    });
  });

  it('says that a file has bytes too many', async () => {
    await writeFile('long-images', new Uint8Array([...pictures, 1, 2, 3]));
    await checkMessage('long', config('long-images'), {
      what: /long-images: 3 bytes too many/,
      why: /the file has 115/,
    });
  });

  it('refuses a file above the limit of the settings, and names the setting', async () => {
    const settings = workspace.getConfiguration('elboLens');
    await settings.update('data.maxFileSizeMiB', 1, false);
    try {
      await writeFile('large-images', new Uint8Array(2 ** 20 + 1));
      await checkMessage('oversized', config('large-images'), {
        what: /"large-images" is larger than the limit/,
        why: /up to 1 MiB/,
      });
    } finally {
      await settings.update('data.maxFileSizeMiB', undefined, false);
    }
  });

  it('says that a path from the root leads nowhere where there is no disk', async () => {
    const isOnDisk = /^(?:file|vscode-remote)$/u.test(inWorkspace('').scheme);
    await checkMessage('rooted', config('/nowhere/images'), {
      what: isOnDisk ? /was not found/ : /"\/nowhere\/images" is not read/,
      why: isOnDisk ? /no such file in \/nowhere/ : /root of a disk, and this workspace is on none/,
    });
  });

  it('refuses labels that do not belong to the images', async () => {
    await writeFile('few-labels', idxFile([5], [0, 1, 2, 3, 4]));
    await checkMessage('labels', config('sound-images', '  labels: few-labels\n'), {
      what: /few-labels: 5 labels for 6 images/,
      why: /each needs one label/,
      key: 'data.labels',
    });
  });
});
