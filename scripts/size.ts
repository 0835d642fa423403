// `npm run size`: builds, packs, prints what everything weighs, and fails above the budget.

import { build } from './build.ts';
import { runMain } from './fail.ts';
import { checkSizes } from './size/checkSizes.ts';

runMain(async () => {
  await build({ tests: false });
  return (await checkSizes()) ? 0 : 1;
});
