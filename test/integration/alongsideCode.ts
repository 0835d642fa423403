import assert from 'node:assert/strict';
import { commands, languages, Uri, window, workspace, Range } from 'vscode';
import type { Hover, InlayHint, TextDocument } from 'vscode';
import type { ElboLensApi } from '../../src/extension/api.ts';
import { parseExperiment } from '../../src/config/parse.ts';
import { meanSquares } from '../analysis/features/losses.ts';
import {
  activated,
  begin,
  eventually,
  inWorkspace,
  openConfig,
  reached,
  runCommand,
  writeFile,
} from './editor.ts';

/** A cross-entropy averaged over the pixels beside a summed KL: β is D. */
const meanBce = `import torch
import torch.nn.functional as F
import torch.nn as nn

class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.mu = nn.Linear(64, 8)
        self.logvar = nn.Linear(64, 8)

    def loss(self, h, recon_x, x):
        mu, logvar = self.mu(h), self.logvar(h)
        x = x.view(-1, 784)
        bce = F.binary_cross_entropy(recon_x, x)
        kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
        return bce + kl
`;

const small = (likelihood: string, objective: string) => `code: mean_bce.py#VAE.loss
data: { source: stroke-digits, count: 300, validation: 0, transform: threshold }
model:
  latent: 8
  encoder: { kind: mlp, hidden: [16] }
  decoder: { kind: mlp, hidden: [16] }
likelihood: ${likelihood}
objective: ${objective}
training: { batchSize: 30, epochs: 400, engine: cpu }
`;

const marksOn = (uri: Uri): readonly string[] =>
  languages
    .getDiagnostics(uri)
    .filter(({ source, code }) => source === 'ELBO Lens' && typeof code === 'string')
    .map(({ message, range }) => `${range.start.line + 1}: ${message}`);

/** What code says of `disagreeing.elbo.yaml`; other configs that are open may differ from it too. */
const inCodeOf = (uri: Uri): readonly string[] =>
  marksOn(uri).filter((text) => text.includes('disagreeing.elbo.yaml'));

async function hintsOf(document: TextDocument): Promise<readonly string[]> {
  const hints = await commands.executeCommand<InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new Range(0, 0, document.lineCount, 0),
  );
  return hints.map(({ label }) => (typeof label === 'string' ? label : ''));
}

const experimentIn = (document: TextDocument) =>
  parseExperiment(document.getText(), { format: 'yaml', fileName: 'a.elbo.yaml' }).experiment ??
  assert.fail(document.getText());

const documentAt = (uri: Uri | undefined): TextDocument =>
  workspace.textDocuments.find((one) => one.uri.toString() === uri?.toString()) ??
  assert.fail(`${String(uri)} is open`);

describe('alongside the code', () => {
  let api: ElboLensApi;
  before(async () => {
    api = await activated();
  });

  it('a config is written from a loss, as it is written and as the exact ELBO', async () => {
    const { uri } = await openConfig('mean_bce.py', meanBce);
    const uris = await runCommand<readonly Uri[]>('elboLens.trainThisLoss', {
      uri: uri.toString(),
      from: meanBce.indexOf('bce + kl'),
      answers: { versions: ['exact', 'written'], data: 0 },
    });
    const [exact, written] = uris.map((one) => experimentIn(documentAt(one)));
    assert.ok(exact && written);
    assert.equal(exact.code, 'mean_bce.py#VAE.loss');
    assert.equal(exact.objective.kind, 'elbo');
    assert.equal(exact.model.latent, 8);
    assert.equal(exact.likelihood.family, 'bernoulli');
    assert.ok(written.objective.kind === 'as-written');
    assert.equal(written.objective.beta, 784);
    assert.ok(Math.abs(written.objective.factor - 1 / 784) < 1e-9);
    assert.deepEqual({ ...written, objective: null }, { ...exact, objective: null });
  });

  it('what the code leaves open is asked, and answered by a script', async () => {
    const { uri } = await openConfig('mean_squares.py', meanSquares);
    const [config] = await runCommand<readonly Uri[]>('elboLens.trainThisLoss', {
      uri: uri.toString(),
      from: meanSquares.indexOf('recons_loss +'),
      answers: { versions: ['written'], data: 0, latent: 6, values: { D: 784 } },
    });
    const { objective, likelihood, model } = experimentIn(documentAt(config));
    assert.ok(objective.kind === 'as-written');
    assert.ok(Math.abs((objective.beta as number) - 0.00025 * 392) < 1e-9);
    assert.ok(Math.abs(objective.factor - 2 / 784) < 1e-9);
    assert.equal(likelihood.family, 'normal');
    assert.equal(model.latent, 6);
  });

  it('code and config each say where they disagree, with both numbers', async () => {
    const code = await openConfig('mean_bce.py', meanBce);
    const config = await openConfig(
      'disagreeing.elbo.yaml',
      small('{ family: bernoulli }', '{ kind: beta-elbo, beta: 4 }').replace(
        'latent: 8',
        'latent: 5',
      ),
    );
    const [inConfig, inCode] = await eventually('marks in both', () => {
      const found = [marksOn(config.uri), inCodeOf(code.uri)] as const;
      return found.every((marks) => marks.length === 2) ? found : undefined;
    });
    assert.match(inConfig.join('\n'), /latent dimensions d: 5 here, 8 in mean_bce\.py, line 15/u);
    assert.match(inConfig.join('\n'), /weight of the KL, β: 4 here, 784 in mean_bce\.py, line 16/u);
    assert.match(inCode.join('\n'), /15: The latent dimensions d: 8 here, 5 in disagreeing/u);
    assert.match(inCode.join('\n'), /16: The weight of the KL, β: 784 here, 4 in disagreeing/u);
    await openConfig('disagreeing.elbo.yaml', small('{ family: normal }', '{ kind: elbo }'));
    await eventually('the family', () =>
      marksOn(config.uri).some((text) =>
        /likelihood p\(x\|z\): Gaussian here, Bernoulli in/u.test(text),
      )
        ? true
        : undefined,
    );
    await openConfig(
      'disagreeing.elbo.yaml',
      small('{ family: bernoulli }', '{ kind: beta-elbo, beta: 784 }'),
    );
    await eventually('no marks once they agree', () =>
      marksOn(config.uri).length + inCodeOf(code.uri).length === 0 ? true : undefined,
    );
  });

  it('code says so too where its config is in no editor', async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    const name = 'in_no_editor.elbo.yaml';
    await writeFile(name, small('{ family: bernoulli }', '{ kind: beta-elbo, beta: 3 }'));
    const code = await openConfig('mean_bce.py', meanBce);
    const mark = await eventually('a mark in the code', () =>
      marksOn(code.uri).find((text) => text.includes(name)),
    );
    assert.match(mark, /^16: The weight of the KL, β: 784 here, 3 in in_no_editor/u);
    await workspace.fs.delete(inWorkspace(name));
    await eventually('no mark once it has gone', () =>
      marksOn(code.uri).some((text) => text.includes(name)) ? undefined : true,
    );
  });

  it('code that is not there, or has no such loss, is said at the key', async () => {
    const text = small('{ family: bernoulli }', '{ kind: elbo }');
    const config = await openConfig('lost.elbo.yaml', text.replace('mean_bce.py', 'gone.py'));
    const missing = await eventually('a mark', () => marksOn(config.uri)[0]);
    assert.match(missing, /^1: gone\.py cannot be opened/u);
    await openConfig('lost.elbo.yaml', text.replace('VAE.loss', 'other'));
    await eventually('what there is', () =>
      marksOn(config.uri).some((one) => /no loss called other\. It has one in VAE\.loss/u.test(one))
        ? true
        : undefined,
    );
  });

  it('terms stand behind their lines while they train, with their history in the hover, and lead to them', async () => {
    const config = await writeFile(
      'linked.elbo.yaml',
      small('{ family: bernoulli }', '{ kind: elbo }'),
    );
    const code = await openConfig('mean_bce.py', meanBce);
    const id = await begin(config);
    await reached(id, 'training');
    await eventually('steps', () => ((api.runs.get(id)?.step ?? 0) > 20 ? true : undefined));
    await window.showTextDocument(code);
    const hints = await eventually('values behind the terms', async () => {
      const found = (await hintsOf(code)).filter((label) =>
        /^now -?[\d.]+ nats per datum/u.test(label),
      );
      return found.length === 3 ? found : undefined;
    });
    const values = hints.map((label) => Number(/-?[\d.]+/u.exec(label)?.[0]));
    const [reconstruction = 0, kl = 0, total = 0] = values;
    assert.ok(Math.abs(reconstruction + kl - total) < 0.11, values.join());
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      code.uri,
      code.positionAt(meanBce.indexOf('kl = ') + 1),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((part) => (typeof part === 'string' ? part : part.value))
      .join('\n');
    assert.match(
      text,
      /<img src="data:image\/svg\+xml,[^"]*polyline[^"]*" alt="KL: [\d.]+ at step 1/u,
    );
    assert.match(text, /KL in run \*\*linked.*→ \*\*[\d.]+ nats per datum\*\* at step/u);
    await openConfig('other.py', 'x = 1\n');
    await runCommand('elboLens.revealTerm', `${id} kl`);
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), code.uri.toString());
    assert.match(editor?.document.getText(editor.selection) ?? '', /^kl = -0\.5 \* torch\.sum/u);
    await runCommand('elboLens.stop');
    await reached(id, 'stopped', 'finished');
    await eventually('no values once it has ended', async () =>
      (await hintsOf(code)).some((label) => label.startsWith('now ')) ? undefined : true,
    );
  });
});
