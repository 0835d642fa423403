// `npm start`: opens the examples with the extension, in VS Code where there is one, else in the workbench served
// on this machine. With `--headless` it trains one config with no window and writes a report.

import { build } from './build.ts';
import { runMain } from './fail.ts';
import { trainHeadless } from './headless/train.ts';
import { readArguments, usage } from './start/arguments.ts';
import { openInVsCode } from './start/openInVsCode.ts';
import { serveWorkbench } from './start/serveWorkbench.ts';

runMain(async () => {
  const request = readArguments(process.argv.slice(2));
  switch (request.kind) {
    case 'mistaken':
      console.error(`${request.message}\n\n${usage}`);
      return 2;
    case 'help':
      console.log(usage);
      return 0;
    case 'headless':
      return trainHeadless(request);
    case 'interactive':
      await build({ tests: false });
      return (await openInVsCode()) ? 0 : serveWorkbench();
  }
});
