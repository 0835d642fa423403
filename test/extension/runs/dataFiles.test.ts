import assert from 'node:assert/strict';
import { parseExperiment } from '../../../src/config/parse.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { readDataFiles, type LocatedFile } from '../../../src/extension/runs/dataFiles.ts';

function experimentOn(data: string): Experiment {
  const text = `data: ${data}\nlikelihood: { family: normal }\n`;
  const { experiment } = parseExperiment(text, { format: 'yaml', fileName: 'a.elbo.yaml' });
  assert.ok(experiment);
  return experiment;
}

const idx = experimentOn('{ source: idx, images: in/x.gz }');
const labelled = experimentOn('{ source: idx, images: in/x.gz, labels: in/y.gz }');
const bytes = Uint8Array.of(1, 2, 3);

const file = (changes: Partial<LocatedFile> = {}): LocatedFile => ({
  fullPath: '/home/in/x.gz',
  folder: '/home/in',
  stat: async () => ({ bytes: bytes.length, isFolder: false }),
  read: async () => bytes,
  list: async () => [],
  ...changes,
});

async function checkProblem(
  located: LocatedFile | undefined,
  words: { readonly what: RegExp; readonly why: RegExp; readonly now: RegExp },
): Promise<void> {
  const result = await readDataFiles(idx, () => located, 1);
  assert.ok(result.kind === 'problem');
  assert.match(result.problem.what, words.what);
  assert.match(result.problem.why, words.why);
  assert.match(result.problem.now, words.now);
  assert.equal(result.problem.configPath, 'data.images');
}

describe('Data files of a config', () => {
  it('are none for generated data', async () => {
    const result = await readDataFiles(experimentOn('{ source: two-moons }'), () => undefined, 1);
    assert.deepEqual(result, { kind: 'read', files: [] });
  });

  it('are read under the paths the config writes', async () => {
    assert.deepEqual(await readDataFiles(labelled, () => file(), 1), {
      kind: 'read',
      files: [
        { path: 'in/x.gz', bytes },
        { path: 'in/y.gz', bytes },
      ],
    });
  });

  it('say where they were looked for when they are missing', () =>
    checkProblem(file({ stat: async () => undefined }), {
      what: /"in\/x\.gz" was not found/,
      why: /no such file in \/home\/in\. Relative paths start at the config file/,
      now: /Correct the path/,
    }));

  it('say so when they are folders', () =>
    checkProblem(file({ stat: async () => ({ bytes: 0, isFolder: true }) }), {
      what: /"in\/x\.gz" is a folder/,
      why: /\/home\/in\/x\.gz/,
      now: /Name the file/,
    }));

  it('name size, limit and setting when they are too large, without being read', () =>
    checkProblem(
      file({
        stat: async () => ({ bytes: 2.5 * 2 ** 20, isFolder: false }),
        read: () => assert.fail('was read'),
      }),
      {
        what: /larger than the limit/,
        why: /2\.5 MiB.*up to 1 MiB/,
        now: /elboLens\.data\.maxFileSizeMiB/,
      },
    ));

  it('pass on why they cannot be opened', () =>
    checkProblem(file({ read: () => Promise.reject(new Error('Permission denied')) }), {
      what: /could not be read/,
      why: /Permission denied/,
      now: /Check that \/home\/in\/x\.gz can be opened/,
    }));

  it('cannot be looked for beside a config that lies nowhere', () =>
    checkProblem(undefined, {
      what: /cannot be looked for/,
      why: /not saved in any folder/,
      now: /Save the config first/,
    }));

  const pictures = experimentOn('{ source: png, folder: in/, limit: 3 }');
  const folder = (names: readonly string[], changes: Partial<LocatedFile> = {}) =>
    file({
      stat: async () => ({ bytes: 0, isFolder: true }),
      list: async () => names,
      ...changes,
    });

  it('are the first pictures of a folder, in the order of the numbers in their names', async () => {
    const names = ['10.png', 'notes.txt', '9.png', 'a/1.png', '2.PNG'];
    const result = await readDataFiles(
      pictures,
      (path) => (path === 'in/' ? folder(names) : file()),
      1,
    );
    assert.ok(result.kind === 'read');
    assert.deepEqual(
      result.files.map(({ path }) => path),
      ['in/2.PNG', 'in/9.png', 'in/10.png'],
    );
  });

  it('say so when a folder is a file, and when its pictures are too large together', async () => {
    const problemWith = async (located: LocatedFile) => {
      const result = await readDataFiles(pictures, () => located, 1);
      assert.ok(result.kind === 'problem');
      assert.equal(result.problem.configPath, 'data.folder');
      return result.problem;
    };
    assert.match((await problemWith(file())).what, /folder "in\/" is a file/);
    const large = { read: async () => new Uint8Array(2 ** 20) };
    const { what, why, now } = await problemWith(folder(['1.png', '2.png'], large));
    assert.match(what, /pictures in "in\/" are larger than the limit/);
    assert.match(why, /2 files in .* up to 1 MiB together/);
    assert.match(now, /`limit`.*elboLens\.data\.maxFileSizeMiB/);
  });

  it('blame the key of the labels when those are missing', async () => {
    const result = await readDataFiles(
      labelled,
      (path) => file(path === 'in/y.gz' ? { stat: async () => undefined } : {}),
      1,
    );
    assert.equal(result.kind === 'problem' && result.problem.configPath, 'data.labels');
  });
});
