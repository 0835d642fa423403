// What axe finds in a page: nothing.

import assert from 'node:assert/strict';
import { source, type Result } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

export async function checkAccessible({ page }: { readonly page: Page | Frame }): Promise<void> {
  await page.evaluate(source);
  const violations: readonly Result[] = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  assert.deepEqual(
    violations.map(({ id, impact, nodes }) => [
      `${id}, ${impact ?? 'no'} impact`,
      nodes.map((node) => `${node.html}: ${node.failureSummary ?? ''}`),
    ]),
    [],
  );
}

/** How many pixels a page is wider than its window. */
export const overflowOf = ({ page }: { readonly page: Page }): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
