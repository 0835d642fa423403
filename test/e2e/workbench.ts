// What the end-to-end tests share: one server, a workspace of configs, and the few things a person does in it.

import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.ts';
import { waitForPanel } from '../../scripts/editor/panels.ts';
import { startEditorServer, type EditorServer } from '../../scripts/editor/server.ts';
import { startWebWorkbench } from '../../scripts/editor/web/server.ts';
import { openWorkbench, type Workbench } from '../../scripts/editor/workbench.ts';
import { inRepository, scratchFolder } from '../../scripts/paths.ts';
import type { PanelKind } from '../../src/protocol/messages.ts';

export { openFile, runFromPalette } from '../../scripts/editor/palette.ts';

export interface Session extends Workbench {
  /** What is open; without a server, what the memory began with. */
  readonly folder: string;
  /** Opens another window on it. */
  readonly openWindow: () => Promise<Workbench>;
  close(): Promise<void>;
}

/** One in which the extension runs in Node. */
export interface EditorSession extends Session {
  readonly server: EditorServer;
}

export type Files = Readonly<Record<string, string>>;

/** Opens the examples, and files of a test's own, in a fresh workbench; with a package installed if one is named. */
export async function openSession(
  files: Files,
  options: { readonly vsix?: string } = {},
): Promise<EditorSession> {
  const folder = await folderOf(files);
  const server = await startEditorServer(options);
  return {
    server,
    ...(await openIn(folder, server.address({ folder }), () => server.stop())),
  };
}

/** The same in a workbench that has no server, with the extension in that folder. */
export async function openWebSession(
  files: Files,
  options: { readonly extension: string },
): Promise<Session> {
  const folder = await folderOf(files);
  const server = await startWebWorkbench({ folder, ...options });
  return openIn(folder, server.address, () => server.stop());
}

async function folderOf(files: Files): Promise<string> {
  const folder = join(scratchFolder('e2e'), 'workspace');
  await mkdir(folder, { recursive: true });
  await cp(inRepository('examples'), folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function openIn(
  folder: string,
  address: string,
  stop: () => Promise<void>,
): Promise<Session> {
  const browser = await launchBrowser();
  const openWindow = () => openWorkbench(browser, address);
  return {
    folder,
    openWindow,
    ...(await openWindow()),
    async close() {
      await browser.close();
      await stop();
    },
  };
}

/** Opens a file by a click in the explorer: a workbench without a server has no search behind Ctrl+P. */
export async function openFromExplorer(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+E');
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.tab.active', { hasText: name }).waitFor();
}

/** What the command palette offers under our category: disabled commands are not in it. */
export async function paletteCommands(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.fill('>ELBO: ');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'ELBO: ' }).first().waitFor();
  // Only rows in sight are there: a page at a time, until one brings no more.
  const labels = new Set<string>();
  for (let known = -1; known < labels.size;) {
    known = labels.size;
    const rows = page.locator('.quick-input-list .monaco-list-row');
    for (const label of await rows.allInnerTexts()) labels.add(label);
    // Once to the last row in sight, once beyond it.
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(100);
  }
  await page.keyboard.press('Escape');
  return [...labels]
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

/** The hover over the first occurrence of a word in a line of the open editor, once it is shown. */
export async function hoverOver(page: Page, line: string, word: string): Promise<Locator> {
  const hover = page
    .locator('.monaco-editor .monaco-hover:not(.hidden)', { hasText: /\S/u })
    .first();
  // A lens or a value that comes meanwhile moves the line away from under the pointer.
  for (let attempt = 0; attempt < 6; attempt += 1) {
    // Another hover would take the pointer.
    await page.mouse.move(1, 1);
    await page.locator('.monaco-editor .monaco-hover:not(.hidden)').waitFor({ state: 'hidden' });
    const { x, y } = await page
      .locator('.view-line', { hasText: line })
      .first()
      .evaluate(placeOfWord, word);
    await page.mouse.move(x, y);
    const isShown = await hover.waitFor({ timeout: 6000 }).then(
      () => true,
      () => false,
    );
    if (isShown) return hover;
  }
  throw new Error(`No hover is shown over ${word}.`);
}

/** In the page: the middle of the word, in pixels. The editor writes spaces that do not break. */
function placeOfWord(line: Element, word: string): { readonly x: number; readonly y: number } {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = (node.textContent ?? '').replaceAll('\u00a0', ' ').indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }
  throw new Error(`The line does not hold ${word}.`);
}
