// What the end-to-end tests share: one server, a workspace of configs, and the few things a person does in it.

import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.ts';
import { waitForPanel } from '../../scripts/editor/panels.ts';
import { startEditorServer, type EditorServer } from '../../scripts/editor/server.ts';
import { openWorkbench, type Workbench } from '../../scripts/editor/workbench.ts';
import { inRepository, scratchFolder } from '../../scripts/paths.ts';
import type { PanelKind } from '../../src/protocol/messages.ts';

export { openFile, runFromPalette } from '../../scripts/editor/palette.ts';

export interface Session extends Workbench {
  readonly server: EditorServer;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Opens the examples, and configs of a test's own, in a fresh workbench. */
export async function openSession(configs: Readonly<Record<string, string>>): Promise<Session> {
  const folder = join(scratchFolder('e2e'), 'workspace');
  await mkdir(folder, { recursive: true });
  await cp(inRepository('examples'), folder, { recursive: true });
  for (const [name, text] of Object.entries(configs)) await writeFile(join(folder, name), text);
  const server = await startEditorServer();
  const browser = await launchBrowser();
  const workbench = await openWorkbench(browser, server.address({ folder }));
  return {
    ...workbench,
    server,
    browser,
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** What the command palette offers under our category: disabled commands are not in it. */
export async function paletteCommands(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.fill('>ELBO: ');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'ELBO: ' }).first().waitFor();
  const labels = await page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
  await page.keyboard.press('Escape');
  return labels
    .map((label) => /ELBO: ([A-Z][A-Za-z ]*)/.exec(label)?.[1]?.trim() ?? '')
    .filter((label) => label !== '');
}

/** Clicks the lens above the first line of the open config. */
export async function clickTrainLens(page: Page): Promise<void> {
  await page.locator('.codelens-decoration a', { hasText: 'Train' }).first().click();
}

/** The page of a panel, once the run it shows is in a state. */
export async function panelInState(page: Page, kind: PanelKind, state: string): Promise<Frame> {
  const { content } = await waitForPanel(page, kind);
  await content
    .locator(`[data-testid="state"][data-value="${state}"]`)
    .waitFor({ timeout: 100_000 });
  return content;
}

/** A number of the table of current values. */
export async function valueOf(panel: Frame, term: string, split: string): Promise<number> {
  const cell = panel.locator(`[data-term="${term}"][data-split="${split}"]`).first();
  const text = await cell.getAttribute('data-value', { timeout: 5000 });
  assert.ok(text !== null && text !== '', `${term} of ${split} is shown`);
  return Number(text);
}
