// Serves the workbench on this machine for a browser of the user's choice, until Ctrl+C.

import { startEditorServer } from '../editor/server.ts';
import { inRepository } from '../paths.ts';

export async function serveWorkbench(): Promise<number> {
  const server = await startEditorServer();
  console.log(`
No VS Code was found, so its workbench is served here. Open this address in a browser:

    ${server.address({ folder: inRepository('examples') })}

Then open a file that ends in .elbo.yaml and choose Train above its first line. Ctrl+C ends the server.`);
  const code = await server.ended;
  console.error(`The editor's server ended with exit code ${code}.\n${server.log().slice(-2000)}`);
  return 1;
}
