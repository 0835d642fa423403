import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { waitForPanel } from '../../scripts/editor/panels.ts';
import { themeNames, waitForTheme, type Theme } from '../../scripts/editor/workbench.ts';
import { inRepository } from '../../scripts/paths.ts';
import { smallTwoMoons } from './configs.ts';
import {
  hoverOver,
  openFile,
  openSession,
  runFromPalette,
  type EditorSession,
} from './workbench.ts';

/** Where the pictures go; `npm test -- --update-pictures` makes them those of the README. */
const pictures = process.env['ELBO_LENS_PICTURES'] ?? inRepository('.cache', 'screenshots');

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

interface Example {
  readonly file: string;
  /** The line that is hovered over, and the word in it. */
  readonly line: string;
  readonly word: string;
  readonly lens: RegExp;
  readonly hints: readonly string[];
  readonly says: RegExp;
  readonly themes: readonly Theme[];
}

const examples: Readonly<Record<string, Example>> = {
  pytorch: {
    file: 'vae.py',
    line: 'bce = F.',
    word: 'bce',
    lens: /^ELBO · −log p\(x\|z\) Bernoulli, Σ784 · KL\(q‖N\(0, I\)\), Σ20 · β_eff = 1$/u,
    hints: ['nats, Σ784, Σ over B', 'nats, Σ20, Σ over B', 'β_eff = 1'],
    says: /^Reconstruction loss: Bernoulli log probability/u,
    themes: ['dark', 'light'],
  },
  keras: {
    file: 'vae_keras.py',
    line: 'return ops.mean',
    word: 'return',
    lens: /^ELBO · −log p\(x\|z\) Gaussian, mean over D.* at σ = 1, or σ = .* at β = 1/u,
    hints: ['nats at σ² = D/2, mean over D, B', 'nats, Σ2, mean over B', 'β = D/2 at σ = 1'],
    says: /^Negative ELBO, weighted: /u,
    themes: ['dark', 'light', 'hc'],
  },
  tfjs: {
    file: 'vae.ts',
    line: 'const reconstruction = ',
    word: 'reconstruction',
    lens: /^ELBO · −log p\(x\|z\) Gaussian, Σ over D/u,
    hints: ['nats, Σ over D, mean over B', 'nats, Σ8, mean over B', 'β_eff = 4'],
    says: /^Reconstruction loss: Gaussian log density, σ learned/u,
    themes: ['dark', 'light'],
  },
  notebook: {
    file: 'vae.ipynb',
    line: 'kl = ',
    word: 'kl',
    lens: /^ELBO · −log p\(x\|z\) Bernoulli, Σ784/u,
    hints: ['nats, Σ784, mean over B', 'nats, Σ10, mean over B', 'β_eff = 1'],
    says: /^KL divergence: KL\(q‖N\(0, I\)\), in closed form/u,
    themes: ['dark', 'light'],
  },
};

describe('a person who reads loss code', () => {
  let session: EditorSession;

  before(async () => {
    session = await openSession({});
    // As wide as a hover and its hints need, as high as the notebook.
    await session.page.setViewportSize({ width: 1180, height: 1150 });
    await session.page.keyboard.press('Control+B');
    await mkdir(pictures, { recursive: true });
  });

  after(async () => session?.close());

  for (const theme of ['dark', 'light', 'hc'] as const) {
    describe(`in the ${theme} theme`, () => {
      before(async () => {
        await session.server.changeSettings({
          'workbench.colorTheme': themeNames[theme],
          // What rules find would stand in the same hover; it has a test of its own.
          'elboLens.diagnostics.enabled': false,
          // So that lens and hints stay in view.
          'editor.hover.above': false,
          'breadcrumbs.enabled': false,
        });
        await waitForTheme(session.page, theme);
      });

      for (const [name, example] of Object.entries(examples)) {
        if (!example.themes.includes(theme)) continue;
        it(`sees lens, hints and hover in ${example.file}`, async () => {
          await reads(session.page, example, join(pictures, `${theme}-hover-${name}.png`));
        });
      }
    });
  }

  describe('in a narrow side bar', () => {
    before(async () => {
      const { page } = session;
      await page.setViewportSize({ width: 1180, height: 700 });
      await session.server.changeSettings({ 'workbench.colorTheme': themeNames.light });
      await waitForTheme(page, 'light');
      await openFile(page, 'vae_keras.py');
      await runFromPalette(page, 'ELBO Lens: Focus on Loss View');
      await waitForPanel(page, 'dashboard');
      const { x, y, width, height } = await boxOf(page.locator('.part.sidebar'));
      await page.mouse.move(x + width, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + 240, y + height / 2, { steps: 5 });
      await page.mouse.up();
    });

    it('sees the losses of a file as a tree, their axes first', async () => {
      const bar = session.page.locator('.part.sidebar');
      const row = (text: string): Locator => bar.locator('.monaco-list-row', { hasText: text });
      assert.match(await row('compute_loss').innerText(), /β = D\/2 at σ = 1/u);
      assert.match(await row('KL(').innerText(), /Σ2, mean over B · kl_loss/u);
      await bar.screenshot({ path: join(pictures, 'light-loss-tree.png') });
    });

    it('is offered a config that has just come, and one that has gone no longer', async () => {
      const { page, folder } = session;
      const { content } = await waitForPanel(page, 'dashboard');
      const offer = content.getByText('just-come.elbo.yaml');
      const path = join(folder, 'just-come.elbo.yaml');
      await writeFile(path, smallTwoMoons);
      await offer.waitFor();
      await rm(path);
      await offer.waitFor({ state: 'detached' });
    });
  });
});

/** Opens an example, hovers over its line and takes the picture of what is seen then. */
async function reads(page: Page, example: Example, path: string): Promise<void> {
  await openFile(page, example.file);
  // The cells of a notebook stand outside the part that frames them, and editors out of sight are kept.
  const seen = (text: string): Locator => page.getByText(text).filter({ visible: true }).first();
  const lens = page.locator('.codelens-decoration:visible', { hasText: 'ELBO · ' }).first();
  await lens.waitFor();
  // Commands stand beside it.
  assert.match((await lens.locator('a').first().innerText()).trim(), example.lens);
  for (const hint of example.hints) await seen(hint).waitFor();
  const hover = await hoverOver(page, example.line, example.word);
  assert.match(await hover.innerText(), example.says);
  const answer = await boxOf(hover.locator('ol li').last());
  const box = await boxOf(hover);
  assert.ok(answer.y + answer.height <= box.y + box.height, 'the last answer needs no scrolling');
  await page.screenshot({
    path,
    clip: around(await boxOf(page.locator('.part.editor')), await boxOf(lens), box),
  });
}

/** The editor's width, from two lines above the lens to below the hover. */
function around(editor: Box, lens: Box, hover: Box): Box {
  const top = Math.max(editor.y, Math.min(lens.y, hover.y) - 2 * lens.height);
  const bottom = Math.max(hover.y + hover.height, lens.y + lens.height) + 20;
  return { x: editor.x, y: top, width: editor.width, height: bottom - top };
}

async function boxOf(shown: Locator): Promise<Box> {
  const box = await shown.boundingBox();
  assert.ok(box, 'it is shown');
  return box;
}
