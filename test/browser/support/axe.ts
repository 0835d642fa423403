// What axe finds in a page: nothing.

import assert from 'node:assert/strict';
import { source, type Result } from 'axe-core';
import type { LoadedPage } from '../../../scripts/gallery/pageHarness.ts';

export async function checkAccessible({ page }: LoadedPage): Promise<void> {
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
