// `npm run package`: builds, and packs what is published.

import { build } from './build.ts';
import { runMain } from './fail.ts';
import { pack } from './pack.ts';

const path = 'elbo-lens.vsix';

runMain(async () => {
  await build({ tests: false });
  await pack(path);
  console.log(`Packed ${path}.`);
  return 0;
});
