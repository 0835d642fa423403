import assert from 'node:assert/strict';
import { CodeAction, commands, languages, Range, window } from 'vscode';
import type { Diagnostic, TextDocument } from 'vscode';
import { activated, eventually, openConfig, writeFile } from './editor.ts';
import { changeSetting } from './shown.ts';

const loss = `import torch
import torch.nn.functional as F

def loss_function(x_hat, x, mu, logvar):
    mse = F.mse_loss(x_hat, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (mse + kld) / x.size(0)
`;

const idOf = ({ code }: Diagnostic): string =>
  typeof code === 'object' && code !== null ? String(code.value) : String(code);

async function found(document: TextDocument, id: string): Promise<Diagnostic> {
  return eventually(`${id} in ${document.uri.path}`, () =>
    languages.getDiagnostics(document.uri).find((one) => idOf(one) === id),
  );
}

describe('findings in the editor', () => {
  before(activated);

  it('stand in the list of problems, their code leading to the rule', async () => {
    const document = await openConfig('half.py', loss);
    const diagnostic = await found(document, 'ELBO107');
    assert.match(diagnostic.message, /σ = 0\.707/u);
    const { target } = diagnostic.code as { readonly target: { readonly path: string } };
    assert.equal(target.path, 'elboLens.explainRule');
    assert.equal(
      document.getText(diagnostic.range).trim(),
      "mse = F.mse_loss(x_hat, x, reduction='sum')",
    );
  });

  it('offer refactorings that say what they change, shown before they are made', async () => {
    const document = await openConfig('half.py', loss);
    const { range } = await found(document, 'ELBO107');
    const actions = await commands.executeCommand<readonly CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new Range(range.start, range.end),
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(
      titles.some((title) =>
        /^Make this the exact Gaussian NLL, sigma = 1 \(β = 0\.5 → 1, σ = 0\.707 → 1\)$/u.test(
          title,
        ),
      ),
      titles.join('\n'),
    );
    assert.ok(titles.some((title) => title.startsWith('Make sigma learnable (sigma-VAE)')));
    // Last comes the derivation of the line; running it opens the panel.
    const last = actions.at(-1);
    assert.equal(last?.title, 'Show the derivation of this line');
    assert.equal(last.command?.command, 'elboLens.showDerivation');
    await commands.executeCommand(last.command.command, ...(last.command.arguments ?? []));
    const tab = await eventually('the derivation', () =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label === 'Derivation: loss_function'),
    );
    await window.tabGroups.close(tab);
  });

  it('go with a comment, and one that is not needed is told', async () => {
    const ignored = loss.replace(
      "reduction='sum')",
      "reduction='sum')  # elbo: ignore[ELBO107] as in the paper",
    );
    const document = await openConfig(
      'ignored.py',
      ignored.replace('mse + kld', '0.5 * mse + kld'),
    );
    await found(document, 'ELBO001');
    assert.equal(
      languages.getDiagnostics(document.uri).some((one) => idOf(one) === 'ELBO107'),
      false,
    );
  });

  it('are as grave as settings say', async () => {
    const document = await openConfig('half.py', loss);
    await found(document, 'ELBO107');
    await changeSetting('rules', { ELBO107: 'off' });
    await eventually('nothing of ELBO107', () =>
      languages.getDiagnostics(document.uri).some((one) => idOf(one) === 'ELBO107')
        ? undefined
        : true,
    );
    await changeSetting('rules', undefined);
    await found(document, 'ELBO107');
  });

  it('are found in files nobody opened', async () => {
    const uri = await writeFile('unopened/loss.py', loss);
    void commands.executeCommand('elboLens.checkWorkspace');
    await eventually('a finding in an unopened file', () =>
      languages.getDiagnostics(uri).find((one) => idOf(one) === 'ELBO107'),
    );
  });
});
