// Settings of a project, ignores and baselines as the command reads them, and what it says of rules.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { analyse } from '../../src/cli/analyser.ts';
import { run } from '../../src/cli/run.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();

const loss = `import torch
import torch.nn.functional as F

def loss_function(x_hat, x, mu, logvar):
    mse = F.mse_loss(x_hat, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (mse + kld) / x.size(0)
`;

async function ran(...args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const status = await run(args, {
    stdin: Readable.from([]),
    stdout: new Writable({
      write(chunk, _encoding, done) {
        stdout += String(chunk);
        done();
      },
    }),
    stderr: { isTTY: false, columns: 80, write: (text) => (stderr += text) },
    version: '1.2.3',
    width: 1,
    openAnalyser: () => ({
      analyse: (job) => Promise.resolve(analyse(job)),
      close: () => Promise.resolve(),
    }),
  });
  return { status, stdout, stderr };
}

async function found(path: string): Promise<readonly string[]> {
  const { stdout } = await ran('check', folder.path(path), '--format', 'json');
  const { files } = JSON.parse(stdout) as {
    files: readonly { findings: readonly { rule: string; severity: string }[] }[];
  };
  return files.flatMap(({ findings }) =>
    findings.map(({ rule, severity }) => `${rule} ${severity}`),
  );
}

describe('settings of a project', () => {
  before(() => {
    folder.write({
      'plain/.git/HEAD': '',
      'plain/loss.py': loss,
      'own/.git/HEAD': '',
      'own/elbo-lens.toml': '[rules]\nELBO107 = "warning"\n[folders."old"]\nELBO1 = "off"\n',
      'own/loss.py': loss,
      'own/old/loss.py': loss,
      'python/.git/HEAD': '',
      'python/pyproject.toml': '[tool.elbo-lens.rules]\nmse-missing-half = "hint"\n',
      'python/loss.py': loss,
      'wrong/.git/HEAD': '',
      'wrong/elbo-lens.toml': '[rules]\nELBO999 = "off"\n',
      'wrong/loss.py': loss,
      'ignored/.git/HEAD': '',
      'ignored/loss.py': loss.replace(
        "reduction='sum')",
        "reduction='sum')  # elbo: ignore[ELBO107] as in the paper",
      ),
      'ignored/unused.py': loss.replace(
        "reduction='sum')",
        "reduction='sum') / 2  # elbo: ignore[ELBO107]",
      ),
      'known/.git/HEAD': '',
      'known/elbo-lens.toml': 'baseline = "known.json"\n',
      'known/src/loss.py': loss,
    });
  });
  after(() => folder.remove());

  it('leaves severities alone where there are none', async () => {
    assert.deepEqual(await found('plain'), ['ELBO107 information']);
  });

  it('gives rules a level, by folder too', async () => {
    assert.deepEqual(await found('own/loss.py'), ['ELBO107 warning']);
    assert.deepEqual(await found('own/old'), []);
  });

  it('reads pyproject.toml, and rules by name', async () => {
    assert.deepEqual(await found('python'), ['ELBO107 hint']);
  });

  it('says what is wrong with them, once', async () => {
    const { stderr } = await ran('check', folder.path('wrong'));
    assert.equal(stderr.match(/there is no rule ELBO999/gu)?.length, 1, stderr);
  });

  it('leaves out what is ignored, and tells an ignore that is not needed', async () => {
    assert.deepEqual(await found('ignored/loss.py'), []);
    assert.deepEqual(await found('ignored/unused.py'), ['ELBO001 hint']);
  });

  it('tells only what is not in the baseline', async () => {
    const missing = await ran('check', folder.path('known'));
    assert.match(missing.stderr, /no such baseline/u);
    folder.write({ 'other/.git/HEAD': '', 'other/elbo-lens.toml': 'baseline = "known.json"\n' });
    folder.write({ 'other/src/loss.py': loss });
    const path = folder.path('other/known.json');
    assert.equal((await ran('check', folder.path('other'), '--write-baseline', path)).status, 0);
    assert.match(readFileSync(path, 'utf8'), /"path":"src\/loss.py","rule":"ELBO107"/u);
  });

  it('knows them from then on', async () => {
    folder.write({
      'third/.git/HEAD': '',
      'third/elbo-lens.toml': 'baseline = "known.json"\n',
      'third/known.json':
        '{"version":1,"findings":[{"path":"loss.py","rule":"ELBO107","symbol":"loss_function","count":1}]}',
      'third/loss.py': loss,
    });
    assert.deepEqual(await found('third'), []);
  });
});

describe('elbo-lens rules and explain', () => {
  it('list every rule in a line', async () => {
    const { stdout, status } = await ran('rules');
    assert.equal(status, 0);
    assert.equal(stdout.trimEnd().split('\n').length, rules.length);
  });

  it('print the page of a rule, by number or name', async () => {
    const { stdout } = await ran('explain', 'ELBO301');
    assert.match(stdout, /# ELBO301 recon-mean-kl-sum/u);
    assert.match(stdout, /## Examples/u);
    assert.equal((await ran('explain', 'recon-mean-kl-sum')).stdout, stdout);
    assert.equal((await ran('explain', '301')).stdout, stdout);
  });

  it('name the nearest where there is none', async () => {
    const { status, stderr } = await ran('explain', 'ELBO3011');
    assert.equal(status, 2);
    assert.match(stderr, /There is no rule ELBO3011. Did you mean ELBO301/u);
  });
});
