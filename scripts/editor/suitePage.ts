// A suite in a page of the workbench: it reports what the suite prints, and how it ended, by calling two functions that
// the page must have before it loads. The protocol is that of VS Code's own web tests.

import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { suiteMark, type SuiteResult } from './suite.ts';
import { openWorkbench } from './workbench.ts';

export async function runSuitePage(options: {
  readonly address: string;
  readonly onLine: (line: string) => void;
  /** Gets the workbench's page as soon as it is open, for pictures. */
  readonly onPage?: (page: Page) => void;
  /** What is known when something goes wrong. */
  readonly log?: () => string;
}): Promise<SuiteResult> {
  const browser = await launchBrowser();
  try {
    const ended = new Promise<number>((resolve, reject) => {
      // Harmless once the suite has ended: the promise is settled then.
      const lost = (what: string) => () =>
        reject(
          new Error(`${what} before the suite had ended.\n${options.log?.().slice(-4000) ?? ''}`),
        );
      browser.on('disconnected', lost('Chromium closed'));
      openWorkbench(browser, options.address, async (page) => {
        page.on('crash', lost('The workbench page crashed'));
        await page.exposeFunction('codeAutomationLog', (_type: string, parts: readonly unknown[]) =>
          passLines(parts, options.onLine),
        );
        await page.exposeFunction('elboLensSuiteEnded', resolve);
        // The workbench also passes its log files, which cannot cross into this process: only the code may.
        await page.addInitScript(
          'globalThis.codeAutomationExit = (code) => elboLensSuiteEnded(code)',
        );
        options.onPage?.(page);
      }).catch(reject);
    });
    return { exitCode: await ended };
  } finally {
    await browser.close();
  }
}

/** The first part may be a format with `%s` and `%c`; styles mean nothing in a terminal. */
function passLines(parts: readonly unknown[], onLine: (line: string) => void): void {
  const [first, ...rest] = parts;
  const values = [...rest];
  const text = String(first).replaceAll(/%[a-zA-Z]/g, (hole) => {
    if (values.length === 0) return hole;
    const value = values.shift();
    return hole === '%c' ? '' : show(value);
  });
  for (const line of [text, ...values.map(show)].join(' ').split('\n')) {
    if (line.startsWith(suiteMark)) onLine(line.slice(suiteMark.length));
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
