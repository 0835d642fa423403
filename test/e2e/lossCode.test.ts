import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { themeNames, waitForTheme, type Theme } from '../../scripts/editor/workbench.ts';
import { inRepository } from '../../scripts/paths.ts';
import {
  hoverOver,
  openFile,
  openSession,
  runFromPalette,
  type EditorSession,
} from './workbench.ts';

/** Where the pictures go; `npm test -- --update-pictures` makes them those of the README. */
const pictures = process.env['ELBO_LENS_PICTURES'] ?? inRepository('.cache', 'screenshots');

interface Example {
  readonly file: string;
  /** The line that is hovered over, and the word in it. */
  readonly line: string;
  readonly word: string;
  readonly lens: RegExp;
  readonly hints: number;
  readonly says: RegExp;
  readonly themes: readonly Theme[];
}

const examples: Readonly<Record<string, Example>> = {
  pytorch: {
    file: 'vae.py',
    line: 'bce = F.',
    word: 'bce',
    lens: /^ELBO · −log p\(x\|z\) Bernoulli, Σ784 · KL\(q‖N\(0, I\)\), Σ20 · β_eff = 1$/u,
    hints: 3,
    says: /^Reconstruction loss: Bernoulli log probability/u,
    themes: ['dark', 'light'],
  },
  keras: {
    file: 'vae_keras.py',
    line: 'return ops.mean',
    word: 'return',
    lens: /^ELBO · −log p\(x\|z\) Gaussian, mean over D.*or σ = .* at β = 1$/u,
    hints: 3,
    says: /^Negative ELBO, weighted: /u,
    themes: ['dark', 'light', 'hc'],
  },
  tfjs: {
    file: 'vae.ts',
    line: 'const reconstruction = ',
    word: 'reconstruction',
    lens: /^ELBO · −log p\(x\|z\) Gaussian, Σ over D/u,
    hints: 3,
    says: /^Reconstruction loss: Gaussian log density, σ learned/u,
    themes: ['dark', 'light'],
  },
  notebook: {
    file: 'vae.ipynb',
    line: 'kl = ',
    word: 'kl',
    lens: /^ELBO · −log p\(x\|z\) Bernoulli, Σ784/u,
    hints: 3,
    says: /^KL divergence: KL\(q‖N\(0, I\)\), in closed form/u,
    themes: ['dark', 'light'],
  },
};

describe('a person who reads loss code', () => {
  let session: EditorSession;

  before(async () => {
    session = await openSession({});
    await session.page.setViewportSize({ width: 1000, height: 700 });
    await mkdir(pictures, { recursive: true });
  });

  after(async () => session?.close());

  for (const theme of ['dark', 'light', 'hc'] as const) {
    describe(`in the ${theme} theme`, () => {
      before(async () => {
        await session.server.changeSettings({
          'workbench.colorTheme': themeNames[theme],
          // The lens and the hints stay in view.
          'editor.hover.above': false,
          'breadcrumbs.enabled': false,
        });
        await waitForTheme(session.page, theme);
      });

      for (const [name, example] of Object.entries(examples)) {
        if (!example.themes.includes(theme)) continue;
        it(`sees lens, hints and hover in ${example.file}`, async () => {
          await reads(session, example, join(pictures, `${theme}-hover-${name}.png`));
        });
      }
    });
  }

  it('sees the losses of a file as a tree, in a side bar of any width', async () => {
    const { page } = session;
    await openFile(page, 'vae_keras.py');
    await runFromPalette(page, 'ELBO Lens: Focus on Loss View');
    const sideBar = page.locator('.part.sidebar');
    await sideBar.locator('.monaco-list-row', { hasText: 'compute_loss' }).waitFor();
    await sideBar.screenshot({ path: join(pictures, 'outline.png') });
  });
});

/** Opens an example, hovers over its line and takes the picture of all of it. */
async function reads({ page }: EditorSession, example: Example, path: string): Promise<void> {
  await openFile(page, example.file);
  const lens = page.locator('.codelens-decoration', { hasText: 'ELBO · ' }).first();
  await lens.waitFor();
  assert.match(await lens.innerText(), example.lens);
  const hover = await hoverOver(page, example.line, example.word);
  assert.match(await hover.innerText(), example.says);
  await page.waitForTimeout(300);
  await page.screenshot({ path });
}
