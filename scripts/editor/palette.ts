// What a person does from the keyboard in a workbench page: opens a file, runs a command.

import type { Locator, Page } from 'playwright-core';

/** Opens a file by its name, as Ctrl+P does. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.fill(name);
  // Rows move while more are found; the one in focus is the one that opens.
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
}

/** Runs a command by its title, from the palette. */
export async function runFromPalette(page: Page, title: string): Promise<void> {
  await (await offeredInPalette(page, title)).click();
}

/** Opens the palette so that Enter runs the command of this title. */
export async function focusInPalette(page: Page, title: string): Promise<void> {
  await offeredInPalette(page, title);
  const focused = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title });
  // A command used lately may stand before it.
  for (let row = 0; row < 10 && (await focused.count()) === 0; row += 1) {
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(50);
  }
  await focused.waitFor();
}

/** The row of a command in the open palette. */
async function offeredInPalette(page: Page, title: string): Promise<Locator> {
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  // A window knows the commands of extensions a while after it is there, and a list that is open then does not.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await page.keyboard.press('F1');
    // The palette closes when something else takes the focus, such as an editor that opens late.
    const isOffered = await input
      .fill(`>${title}`, { timeout: 3000 })
      .then(() => row.waitFor({ timeout: 6000 }))
      .then(
        () => true,
        () => false,
      );
    if (isOffered) return row;
    await page.keyboard.press('Escape');
  }
  throw new Error(`the palette does not offer ${title}`);
}
