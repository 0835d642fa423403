// The pictures of the explaining pages in the README, in three themes. `tsx scripts/gallery/explainPictures.ts` after a build.

import { inRepository } from '../paths.ts';
import { runMain } from '../fail.ts';
import { startHarness } from './pageHarness.ts';

runMain(async () => {
  const harness = await startHarness();
  try {
    for (const theme of ['dark', 'light', 'hc'] as const) {
      for (const kind of ['density', 'expectation', 'model'] as const) {
        const { page, painted } = await harness.open({ kind, theme, width: 1000, height: 700 });
        await painted();
        const path = inRepository('docs', 'images', `${theme}-${kind}.png`);
        await page.screenshot({ path, fullPage: true });
        await page.close();
      }
    }
    return 0;
  } finally {
    await harness.close();
  }
});
