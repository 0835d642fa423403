// Analysing after an edit gives what analysing everything anew gives, whatever the edit and however many came before.

import { strict as assert } from 'node:assert';
import { editedTexts } from '../../scripts/fuzz/edits.ts';
import { samples } from '../../scripts/fuzz/samples.ts';
import { analyze, type Analysis } from '../../src/analysis/analyze.ts';
import { fileReport } from '../../src/analysis/features/check.ts';
import type { Language } from '../../src/analysis/syntax/ast.ts';

/** What the text says by itself: what stands from before a syntax error depends on what came before. */
const reportOf = (analysis: Analysis) =>
  JSON.stringify(fileReport('text', { ...analysis, ...analysis.state.recognition }), null, 1);

function checkSteps(texts: readonly string[], language: Language): void {
  let analysis: Analysis | undefined;
  for (const text of texts) {
    analysis = analyze(text, language, analysis);
    assert.equal(reportOf(analysis), reportOf(analyze(text, language)), text);
  }
}

/** The text after every one of some edits, each made to the last. */
function steps(text: string, seed: number, count: number): readonly string[] {
  const texts = [text];
  for (let step = 0; step < count; step += 1) {
    const [edited = text] = [...editedTexts(texts.at(-1) ?? text, seed * 1000 + step, 1)];
    texts.push(edited);
  }
  return texts;
}

const program = `import torch
from torch import nn
import torch.nn.functional as F

latent_dim = 20
beta = 4

class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.mu = nn.Linear(400, latent_dim)
        self.logvar = nn.Linear(400, latent_dim)

    def forward(self, h):
        mu, logvar = self.mu(h), self.logvar(h)
        return mu + torch.randn_like(mu) * torch.exp(0.5 * logvar), mu, logvar

criterion = nn.MSELoss()

def divergence(mu, logvar):
    return -0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1).mean()

def loss_function(recon, x, mu, logvar):
    rec = criterion(recon, x.view(-1, 784))
    return rec + beta * divergence(mu, logvar)
`;

describe('Analysis after an edit', () => {
  for (const [index, [text, language]] of samples.entries()) {
    it(`is that of the whole text: sample ${index + 1}, forty edits five times over`, () => {
      for (let seed = 1; seed <= 5; seed += 1)
        checkSteps(steps(text, 10 * index + seed, 40), language);
    }).timeout(120_000);
  }

  it('follows what another statement says of a name that is read', () => {
    checkSteps(
      [
        program,
        program.replace('beta = 4', 'beta = 8'),
        program.replace('latent_dim = 20', 'latent_dim = 32'),
        program.replace('mu ** 2', 'mu ** 4'),
        program.replace('nn.MSELoss()', "nn.BCELoss(reduction='sum')"),
        program.replace(
          'criterion = nn.MSELoss()',
          'criterion = nn.MSELoss()\ncriterion.size_average = False',
        ),
        program.replace('import torch.nn.functional as F\n', ''),
        program.replace('beta = 4\n', ''),
        program.replace('def divergence', 'def other'),
        `${program}\nbeta = 1\n`,
        program,
      ],
      'python',
    );
  });

  it('moves what stands below a line that comes or goes', () => {
    checkSteps(
      [program, `# a comment\n\n${program}`, program.replace('\nlatent', '\n\n\nlatent'), ''],
      'python',
    );
  });
});
