// A workbench page in a browser: opened at a server's address, ready when the editor has restored itself.

import type { Browser, Page } from 'playwright-core';

/** As large as the pictures of the README. */
const viewport = { width: 1600, height: 1000 } as const;

export type Theme = 'dark' | 'light' | 'hc' | 'hc-light';

/** The setting that selects each theme, by the names VS Code gives them. */
export const themeNames = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  hc: 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
} as const satisfies Record<Theme, string>;

/** The class of the workbench's root in each theme. */
const themeClasses = {
  dark: 'vs-dark',
  light: 'vs',
  hc: 'hc-black',
  'hc-light': 'hc-light',
} as const satisfies Record<Theme, string>;

export interface Workbench {
  readonly page: Page;
  /** Everything the page's console said that a strict content security policy would object to. */
  readonly violations: readonly string[];
}

/** Opens the workbench; `prepare` runs before the first byte is loaded. */
export async function openWorkbench(
  browser: Browser,
  address: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Workbench> {
  const page = await browser.newPage({ viewport });
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  await prepare(page);
  await page.goto(address);
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  return { page, violations };
}

/** Waits until the workbench is drawn in a theme, which follows its setting within a second or two. */
export async function waitForTheme(page: Page, theme: Theme): Promise<void> {
  await page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor({ timeout: 20_000 });
}
