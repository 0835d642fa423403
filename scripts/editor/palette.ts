// What a person does from the keyboard in a workbench page: opens a file, runs a command.

import type { Page } from 'playwright-core';

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
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  // A window knows the commands of extensions a while after it is there, and a list that is open then does not.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await page.keyboard.press('F1');
    await input.fill(`>${title}`);
    const isOffered = await row.waitFor({ timeout: 6000 }).then(
      () => true,
      () => false,
    );
    if (isOffered) return row.click();
    await page.keyboard.press('Escape');
  }
  throw new Error(`the palette does not offer ${title}`);
}
