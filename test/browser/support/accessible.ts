// What axe has against a page: nothing serious may remain.

import assert from 'node:assert/strict';
import { source, type Result } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

export async function checkAccessible({ page }: { readonly page: Page | Frame }): Promise<void> {
  await page.evaluate(source);
  const violations: readonly Result[] = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(({ id, nodes }) => [
      id,
      nodes.map((node) => `${node.html}: ${node.failureSummary ?? ''}`),
    ]),
    [],
  );
}

/** How many pixels a page is wider than its window. */
export const overflowOf = ({ page }: { readonly page: Page }): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
