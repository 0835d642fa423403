import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { analyse } from '../../src/cli/analyser.ts';

const code = `import torch
def kl(mu, logvar):
    "a \\" quote\\tand é"; k = -0.5 * torch.sum(1 + logvar - mu**2 - logvar.exp())
    return k`;
const withLineEnds = (text: string): readonly string[] => text.split(/(?<=\n)/u);
const cell = (source: unknown, type = 'code') => ({
  cell_type: type,
  metadata: { source: ['no source'] },
  outputs: [{ data: { source: ['nor this'] } }],
  source,
});

/** The text of the notebook's file at the place of its KL. */
function atKl(notebook: unknown, indent?: number): { readonly line: string; readonly at: string } {
  const text = JSON.stringify(notebook, null, indent);
  const { checked, problem } = analyse({ path: 'a.ipynb', kind: 'notebook', text });
  assert.equal(problem, undefined);
  const kl = checked?.filed?.terms.find(({ term }) => term === 'kl');
  assert.ok(kl, 'no KL was found');
  const line = text.split('\n')[kl.startLine - 1] ?? '';
  return { line, at: line.slice(kl.startColumn - 1, kl.startColumn + 8) };
}

describe('places in the file of a notebook', () => {
  const cells = [
    cell(['# A title\n', 'k = -0.5'], 'markdown'),
    cell(withLineEnds('x = 1\n\n')),
    cell(withLineEnds(code)),
  ];

  it('are lines of the file where every line is a string', () => {
    const { line, at } = atKl({ cells, nbformat: 4 }, 1);
    assert.match(line, /^ +"    \\"a \\\\\\" quote/u);
    assert.equal(at, 'k = -0.5 ');
  });

  it('are columns where all of it is one line, or a cell one string', () => {
    assert.equal(atKl({ cells, nbformat: 4 }).at, 'k = -0.5 ');
    assert.equal(
      atKl({ cells: [...cells.slice(0, 2), cell(code)], nbformat: 4 }, 1).at,
      'k = -0.5 ',
    );
  });

  it('are found in notebooks of format 3', () => {
    const old = cells.map(({ source, cell_type }) => ({ cell_type, input: source }));
    assert.equal(atKl({ worksheets: [{ cells: old }], nbformat: 3 }, 2).at, 'k = -0.5 ');
  });
});
