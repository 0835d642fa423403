// The command as it ships: one script, bundled, run as a process of its own.

import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/repository.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();

const loss = `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction='sum')
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return BCE + KLD
`;

const cells = [
  { cell_type: 'markdown', source: ['# A VAE'] },
  { cell_type: 'code', source: ['%matplotlib inline\n', 'import torch\n'] },
  { cell_type: 'code', source: loss },
];

function command(args: readonly string[], input = '') {
  const script = folder.path('dist/cli.cjs');
  const run = spawnSync(process.execPath, [script, ...args], {
    cwd: folder.path('project'),
    input,
    encoding: 'utf8',
    env: {},
    maxBuffer: 1e8,
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

interface Output {
  readonly files: readonly {
    readonly path: string;
    readonly terms: readonly { term: string; startLine: number; summary: string }[];
  }[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

function json(args: readonly string[], input = ''): Output {
  return JSON.parse(command(['check', '--format', 'json', ...args], input).stdout) as Output;
}

describe('the command elbo-lens', () => {
  before(async () => {
    await build({
      entryPoints: [join(root, 'src/cli/main.ts')],
      outfile: folder.path('dist/cli.cjs'),
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    });
    copyFileSync(join(root, 'package.json'), folder.path('package.json'));
    folder.write({
      'project/vae.py': loss,
      'project/sub/vae.ipynb': JSON.stringify({ cells, nbformat: 4, nbformat_minor: 5 }),
      'project/sub/broken.ipynb': '{',
      'project/sub/other.py': '',
      'project/.git/HEAD': '',
      'project/.gitignore': 'sub/other.py\n',
    });
  });
  after(() => folder.remove());

  const kinds = ({ terms }: Output['files'][number]) =>
    terms.map(({ term, startLine }) => `${term} ${startLine}`);

  it('finds the terms of a loss', () => {
    const [file] = json(['vae.py']).files;
    assert.ok(file);
    assert.deepEqual(kinds(file).toSorted(), ['elbo_total 7', 'kl 6', 'reconstruction 5']);
  });

  it('reads a folder, and names files as one would below it', () => {
    const { files, problems } = json([]);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['sub/vae.ipynb', 'vae.py'],
    );
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['sub/broken.ipynb'],
    );
    assert.deepEqual(
      json(['./sub/']).files.map(({ path }) => path),
      ['./sub/vae.ipynb'],
    );
  });

  it('reads a notebook as one program and says which cell', () => {
    const [file] = json(['sub/vae.ipynb']).files;
    const found = file?.terms.find(({ term }) => term === 'kl');
    assert.equal(found?.startLine, 1, 'the file is one line');
    assert.match(found?.summary ?? '', /^cell 3, line 6: /u);
  });

  it('reads standard input', () => {
    const [file] = json(['-', '--stdin-path', 'some/where.py'], loss).files;
    assert.equal(file?.path, 'some/where.py');
    assert.equal(file.terms.length, 3);
  });

  it('tells its version, and ends with 2 on a slip', () => {
    assert.match(command(['--version']).stdout, /^\d+\.\d+\.\d+\n$/u);
    const { status, stderr } = command(['check', '--fail-no', 'error']);
    assert.equal(status, 2);
    assert.match(stderr, /Did you mean --fail-on\?/u);
  });

  it('streams a folder of many files', () => {
    const names = Array.from({ length: 300 }, (_, i) => `${String(i).padStart(4, '0')}.py`);
    folder.write(Object.fromEntries(names.map((name) => [`many/${name}`, loss])));
    const { files, problems } = json(['../many']);
    assert.deepEqual(
      files.map(({ path, terms }) => [path, terms.length]),
      names.map((name) => [`../many/${name}`, 3]),
    );
    assert.deepEqual(problems, []);
  });

  it('ends quietly when its reader has had enough', async () => {
    const args = [folder.path('dist/cli.cjs'), 'check', '../many'];
    const child = spawn(process.execPath, args, { cwd: folder.path('project') });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    assert.deepEqual([status, stderr], [0, '']);
  });
});
