// `npm run bench -- panels [kind...]`: in a real workbench, from running a command to the first picture of the panel it
// opens, and what one move of a slider costs: its handler, drawing, style and layout.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { explainKinds, type ExplainKind } from '../../src/protocol/explain.ts';
import { launchBrowser } from '../editor/browser.ts';
import { openFile, runFromPalette } from '../editor/palette.ts';
import { waitForPanel } from '../editor/panels.ts';
import { startEditorServer } from '../editor/server.ts';
import { openWorkbench } from '../editor/workbench.ts';
import { scratchFolder } from '../paths.ts';

const openings = 20;
const moves = 200;

const titles: Readonly<Record<ExplainKind, string>> = {
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
  const server = await startEditorServer();
  const browser = await launchBrowser();
  try {
    const { page } = await openWorkbench(browser, server.address({ folder }));
    await openFile(page, 'vae.py');
    await page.keyboard.press('Control+G');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    console.log(
      `milliseconds: median, p95, most; ${openings} openings, ${moves} moves of a slider`,
    );
    for (const kind of kinds) await benchPanel(page, kind);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function benchPanel(page: Page, kind: ExplainKind): Promise<void> {
  const first: number[] = [];
  const largest: number[] = [];
  let moved: Moves | undefined;
  // The first opening loads what later ones have: it is not counted.
  for (let opening = 0; opening <= openings; opening += 1) {
    const begun = Date.now();
    await runFromPalette(page, titles[kind]);
    const { content } = await waitForPanel(page, kind);
    await content.locator('input.slider').first().waitFor();
    const paints = await paintsOf(content);
    if (opening > 0) {
      first.push(paints.first - begun);
      largest.push(paints.largest - begun);
    }
    if (opening === openings) moved = await moveSlider(content);
    await page.locator('.tab', { hasNotText: 'vae.py' }).first().click({ button: 'middle' });
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
  }
  print(`${kind}: command chosen in the palette to the first paint`, first);
  print(`${kind}: to the largest paint`, largest);
  if (moved) {
    print(`${kind}: slider, handler and drawing`, moved.script);
    print(`${kind}: slider, with style and layout`, moved.whole);
    console.log(`  ${kind}: ${moved.inNextFrame} of ${moves} moves drawn in the next frame`);
  }
}

/** Times of the clock, so that they compare with those of the page outside. */
const paintsOf = (content: Frame): Promise<{ readonly first: number; readonly largest: number }> =>
  content.evaluate(
    () =>
      new Promise((resolve) => {
        const { timeOrigin } = performance;
        const contentful = performance.getEntriesByName('first-contentful-paint')[0];
        new PerformanceObserver((list) =>
          resolve({
            first: timeOrigin + (contentful?.startTime ?? Number.NaN),
            largest: timeOrigin + (list.getEntries().at(-1)?.startTime ?? Number.NaN),
          }),
        ).observe({ type: 'largest-contentful-paint', buffered: true });
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

function print(name: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(
      1,
    );
  console.log(`  ${name}: ${at(0.5)}, ${at(0.95)}, ${at(1)}`);
}
