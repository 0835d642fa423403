// `npm run bench -- panels [kind...]`: in a real workbench, from the key that runs a command to the first picture of the panel
// it opens, and what one move of a slider costs: its handler, drawing, style and layout. The editor's own preview of
// Markdown opens in turn with our panels, for scale.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { explainKinds, type ExplainKind } from '../../src/protocol/explain.ts';
import { launchBrowser } from '../editor/browser.ts';
import { focusInPalette, openFile } from '../editor/palette.ts';
import { waitForPanel } from '../editor/panels.ts';
import { startEditorServer } from '../editor/server.ts';
import { openWorkbench } from '../editor/workbench.ts';
import { scratchFolder } from '../paths.ts';

const openings = 20;
const moves = 200;

/** What an opening is timed of: our panels, and the editor's preview of Markdown. */
type Opened = ExplainKind | 'preview';

const titles: Readonly<Record<Opened, string>> = {
  preview: 'Markdown: Open Preview to the Side',
  derivation: 'ELBO: Show Derivation',
  density: 'ELBO: Density versus Probability',
  expectation: 'ELBO: What the Expectation Averages',
  model: 'ELBO: Model or Probability',
};

/** A loss whose scale is open, so that the derivation has a slider. */
const code = `import torch
import torch.nn.functional as F

def loss_function(recon, x, mu, logvar):  # elbo: D=784, d=20
    rec = F.mse_loss(recon, x)
    kl = (-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)).mean()
    return rec + kl
`;

export async function runPanelsBench(names: readonly string[]): Promise<void> {
  const kinds = explainKinds.filter((kind) => names.length === 0 || names.includes(kind));
  const folder = join(scratchFolder('bench-panels'), 'workspace');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'vae.py'), code);
  await writeFile(join(folder, 'notes.md'), '# Notes\n');
  const server = await startEditorServer();
  const browser = await launchBrowser();
  try {
    const { page } = await openWorkbench(browser, server.address({ folder }));
    await openFile(page, 'notes.md');
    await openFile(page, 'vae.py');
    await page.keyboard.press('Control+G');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    console.log(`milliseconds; ${openings} openings of each in turn, ${moves} moves of a slider`);
    // A window's first webview loads the editor's service worker, its second waits while the editor looks for a newer one.
    for (const which of ['first', 'second']) {
      const { first } = await openOnce(page, 'preview');
      console.log(
        `  the ${which} webview of this window, a preview of Markdown: ${first.toFixed(0)}`,
      );
    }
    for (const kind of kinds) {
      const { first } = await openOnce(page, kind);
      console.log(`  ${kind}: first opening in this window: ${first.toFixed(0)}`);
    }
    const opened: readonly Opened[] = ['preview', ...kinds];
    const paints = new Map<Opened, Paints[]>(opened.map((each) => [each, []]));
    for (let opening = 0; opening < openings; opening += 1) {
      for (const each of opened) paints.get(each)?.push(await openOnce(page, each));
    }
    console.log('  median, p95, most');
    for (const [each, timed] of paints) {
      print(
        `${each}: from the key to the first paint`,
        timed.map(({ first }) => first),
      );
      print(
        `${each}: to the largest paint`,
        timed.map(({ largest }) => largest),
      );
    }
    for (const kind of kinds) {
      const { moved } = await openOnce(page, kind, moveSlider);
      printMoves(kind, moved);
    }
    if (kinds.includes('expectation')) {
      const { moved } = await openOnce(page, 'expectation', async (content) => {
        await content.getByTestId('latent').selectOption('2');
        return moveSlider(content);
      });
      printMoves('expectation, two latent dimensions', moved);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Opens and closes it again, with something done in between. */
async function openOnce(
  page: Page,
  opened: Opened,
  use: (content: Frame) => Promise<Moves | undefined> = async () => undefined,
): Promise<Paints & { readonly moved: Moves | undefined }> {
  const file = opened === 'preview' ? 'notes.md' : 'vae.py';
  const isShown = (await page.locator('.tab.active', { hasText: file }).count()) > 0;
  await page.locator('.tab', { hasText: file }).first().click();
  // A file that was just opened is read by all that have to do with its language.
  if (!isShown) await page.waitForTimeout(1500);
  await focusInPalette(page, titles[opened]);
  // What the list still does is not part of what follows.
  await page.waitForTimeout(300);
  const entered = await pressEnter(page);
  const content =
    opened === 'preview' ? await previewFrame(page) : (await waitForPanel(page, opened)).content;
  await content
    .locator(opened === 'preview' ? 'h1' : 'input.slider')
    .first()
    .waitFor();
  const { first, largest } = await paintsOf(content);
  const moved = await use(content);
  await page.locator('.editor-group-container').last().locator('.tab').click({ button: 'middle' });
  await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(300);
  return { first: first - entered, largest: largest - entered, moved };
}

/** Presses Enter, and says when the page heard of it. */
async function pressEnter(page: Page): Promise<number> {
  const name = 'elboEnteredAt';
  await page.evaluate((key) => {
    window.addEventListener(
      'keydown',
      ({ timeStamp }) =>
        document.body.setAttribute(key, String(performance.timeOrigin + timeStamp)),
      { capture: true, once: true },
    );
  }, name);
  await page.keyboard.press('Enter');
  return Number(await page.locator('body').getAttribute(name));
}

/** The page of the editor's preview of Markdown, once it shows the file. */
async function previewFrame(page: Page): Promise<Frame> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    for (const frame of page.frames()) {
      const isShown = await frame
        .locator('.markdown-body h1')
        .count()
        .catch(() => 0);
      if (isShown) return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error('No preview of Markdown within 30 s.');
}

interface Paints {
  readonly first: number;
  readonly largest: number;
}

/** Times of the clock, so that they compare with those of the page outside. */
const paintsOf = (content: Frame): Promise<Paints> =>
  content.evaluate(
    () =>
      new Promise((resolve) => {
        const { timeOrigin } = performance;
        new PerformanceObserver((paints) => {
          const first = timeOrigin + (paints.getEntries()[0]?.startTime ?? Number.NaN);
          new PerformanceObserver((list) =>
            resolve({
              first,
              largest: timeOrigin + (list.getEntries().at(-1)?.startTime ?? Number.NaN),
            }),
          ).observe({ type: 'largest-contentful-paint', buffered: true });
        }).observe({ type: 'paint', buffered: true });
      }),
  );

interface Moves {
  readonly script: readonly number[];
  readonly whole: readonly number[];
  readonly inNextFrame: number;
}

/** Moves the first slider as a hand does, a place or two each frame. */
const moveSlider = (content: Frame): Promise<Moves> =>
  content.evaluate(async (count) => {
    const slider = document.querySelector<HTMLInputElement>('input.slider');
    if (!slider) return { script: [], whole: [], inNextFrame: 0 };
    const request = window.requestAnimationFrame.bind(window);
    let drawing = 0;
    window.requestAnimationFrame = (callback) =>
      request((now) => {
        const begun = performance.now();
        callback(now);
        drawing += performance.now() - begun;
      });
    const script: number[] = [];
    const whole: number[] = [];
    let inNextFrame = 0;
    for (let move = 0; move < count; move += 1) {
      await new Promise((resolve) => void request(resolve));
      drawing = 0;
      const places = Number(slider.max) - Number(slider.min);
      slider.value = String(Math.round(places * (0.5 + 0.3 * Math.sin(move / 9))));
      const begun = performance.now();
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      const handler = performance.now() - begun;
      // The page's own callback was asked for first, so that it has run when this one does.
      await new Promise((resolve) => void request(resolve));
      if (drawing > 0) inNextFrame += 1;
      const layout = performance.now();
      void document.body.offsetHeight;
      script.push(handler + drawing);
      whole.push(handler + drawing + performance.now() - layout);
    }
    window.requestAnimationFrame = request;
    return { script, whole, inNextFrame };
  }, moves);

function printMoves(name: string, moved: Moves | undefined): void {
  print(`${name}: slider, handler and drawing`, moved?.script);
  print(`${name}: slider, with style and layout`, moved?.whole);
  console.log(`  ${name}: ${moved?.inNextFrame} of ${moves} moves drawn in the next frame`);
}

/** The p95 is of the nearest rank: one in twenty may be slower. */
function print(name: string, milliseconds: readonly number[] = []): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN).toFixed(1);
  console.log(`  ${name}: ${at(0.5)}, ${at(0.95)}, ${at(1)}`);
}
