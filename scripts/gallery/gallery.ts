// Pictures of every state of both pages in every theme, from synthetic runs: to look at while working on a page.
// `tsx scripts/gallery/gallery.ts FOLDER [name...]` after a build; names choose scenes by their beginning.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PanelKind } from '../../src/protocol/messages.ts';
import { startHarness, type Harness } from './pageHarness.ts';
import type { ThemeName } from './themes.ts';

interface Scene {
  readonly name: string;
  readonly kind: PanelKind;
  readonly theme: ThemeName;
  readonly width: number;
  /** A message, as an expression the page evaluates. */
  readonly message: string;
  /** Selectors to click before the picture is taken. */
  readonly clicks?: readonly string[];
  readonly keys?: readonly string[];
}

const themes = ['dark', 'light', 'hc', 'hc-light'] as const;
const shown = (run: string): string =>
  `{ type: 'runShown', run: gallery.syntheticRuns.${run}(), configs: [] }`;
const compared = (runs: string): string =>
  `{ type: 'comparisonShown', runs: gallery.syntheticComparisons.${runs}() }`;
const configs = `[{ uri: 'file:///a', name: 'mnist.elbo.yaml' }, { uri: 'file:///b', name: 'two-moons.elbo.yaml' }]`;
const rejection = `{ type: 'configRejected', rejection: { uri: 'file:///a', name: 'mnist.elbo.yaml', problems: [
  { line: 7, message: 'likelihood.family is "bernouli". Expected bernoulli or gaussian; did you mean bernoulli?' },
  { line: 4, message: 'data.scaling gives values from −1 to 1, and line 7 needs 0 to 1. Set scaling to unit, or use gaussian.' }] } }`;

const scene = (
  name: string,
  kind: PanelKind,
  width: number,
  message: string,
  more: Partial<Scene> = {},
): Scene => ({ name, kind, theme: 'dark', width, message, ...more });

const scenes: readonly Scene[] = [
  ...themes.map((theme) =>
    scene(`dashboard-${theme}`, 'dashboard', 320, shown('training'), { theme }),
  ),
  ...themes.map((theme) =>
    scene(`trainer-${theme}`, 'trainer', 1200, shown('training'), { theme }),
  ),
  scene('dashboard-200', 'dashboard', 200, shown('training')),
  scene('dashboard-480', 'dashboard', 480, shown('training')),
  scene('trainer-700', 'trainer', 700, shown('training')),
  ...(
    [
      'preparing',
      'early',
      'paused',
      'finished',
      'detached',
      'failed',
      'software',
      'crowded',
    ] as const
  ).map((run) => scene(`state-${run}`, 'dashboard', 320, shown(run))),
  scene('state-failed-light', 'dashboard', 320, shown('failed'), { theme: 'light' }),
  scene('state-failed-trainer', 'trainer', 1200, shown('failed'), { theme: 'light' }),
  scene('state-finished-trainer', 'trainer', 1200, shown('finished'), { theme: 'light' }),
  scene('state-paused-trainer', 'trainer', 1200, shown('paused')),
  scene('table-dashboard', 'dashboard', 320, shown('table')),
  scene('table-dashboard-hc', 'dashboard', 320, shown('table'), { theme: 'hc' }),
  scene('table-trainer', 'trainer', 1200, shown('table')),
  scene('table-trainer-light', 'trainer', 1200, shown('table'), { theme: 'light' }),
  ...(['stopped', 'restoring', 'lostGpu', 'elsewhere', 'standardised'] as const).flatMap((run) => [
    scene(`state-${run}`, 'dashboard', 320, shown(run)),
    scene(`state-${run}-200`, 'dashboard', 200, shown(run), { theme: 'light' }),
    scene(`state-${run}-trainer`, 'trainer', 1200, shown(run), { theme: 'light' }),
  ]),
  ...themes.map((theme) =>
    scene(`compare-two-${theme}`, 'compare', 1100, compared('two'), { theme }),
  ),
  scene('compare-many', 'compare', 1100, compared('many')),
  scene('compare-many-wide', 'compare', 1600, compared('many'), { theme: 'light' }),
  scene('compare-many-hc', 'compare', 1100, compared('many'), { theme: 'hc' }),
  scene('compare-two-480', 'compare', 480, compared('two')),
  scene('compare-many-320', 'compare', 320, compared('many'), { theme: 'light' }),
  scene('compare-data', 'compare', 1100, compared('differentData')),
  scene('compare-unevaluated', 'compare', 1100, compared('unevaluated')),
  scene('compare-none', 'compare', 1100, compared('none')),
  scene('compare-tables', 'compare', 1100, compared('many'), {
    clicks: [
      '[data-testid=term-kl]',
      '[data-testid=overlay-table]',
      '[data-testid=rate-table]',
      '[data-testid=all-settings]',
    ],
  }),
  scene('compare-cursor', 'compare', 1100, compared('many'), {
    clicks: ['[data-chart=all-runs]'],
    keys: ['ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft'],
  }),
  scene('empty', 'dashboard', 320, `{ type: 'runShown', run: null, configs: [] }`),
  scene('empty-configs', 'dashboard', 320, `{ type: 'runShown', run: null, configs: ${configs} }`),
  scene('rejected', 'dashboard', 320, rejection),
  scene('rows', 'dashboard', 320, shown('training'), {
    clicks: ['[data-testid=stack-table]', '[data-testid=bars-table]'],
  }),
  scene('rows-trainer', 'trainer', 1200, shown('training'), {
    theme: 'light',
    clicks: ['stack', 'beta', 'latent', 'bars'].map((chart) => `[data-testid=${chart}-table]`),
  }),
  scene('rows-table', 'trainer', 1200, shown('table'), {
    clicks: ['stack', 'beta', 'latent', 'scatter'].map((chart) => `[data-testid=${chart}-table]`),
  }),
  scene('rows-table-200', 'dashboard', 200, shown('table'), {
    clicks: ['stack', 'beta', 'latent', 'scatter'].map((chart) => `[data-testid=${chart}-table]`),
  }),
  scene('cursor', 'trainer', 1200, shown('training'), {
    clicks: ['[data-testid=stack-chart]'],
    keys: ['ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft'],
  }),
];

async function photograph(harness: Harness, folder: string, scene: Scene): Promise<void> {
  const { page, send, complaints } = await harness.open({ ...scene, height: 800 });
  await send(scene.message);
  await page.waitForTimeout(250);
  for (const selector of scene.clicks ?? []) await page.click(selector);
  for (const key of scene.keys ?? []) await page.keyboard.press(key);
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(folder, `${scene.name}.png`), fullPage: true });
  for (const complaint of await complaints()) console.error(`${scene.name}: ${complaint}`);
  const overflow: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  if (overflow > 0) console.error(`${scene.name}: ${overflow} px wider than its page`);
  await page.close();
}

async function main(): Promise<void> {
  const [folder, ...names] = process.argv.slice(2);
  if (folder === undefined)
    throw new Error('Usage: tsx scripts/gallery/gallery.ts FOLDER [name...]');
  await mkdir(folder, { recursive: true });
  const harness = await startHarness();
  try {
    const chosen = scenes.filter(
      ({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)),
    );
    for (const each of chosen) await photograph(harness, folder, each);
    console.log(`${chosen.length} pictures in ${folder}`);
  } finally {
    await harness.close();
  }
}

await main();
