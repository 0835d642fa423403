import assert from 'node:assert/strict';
import { unzipSync } from 'fflate';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pack } from '../../scripts/pack.ts';
import { inRepository, scratchFolder } from '../../scripts/paths.ts';
import { packagePath } from '../../scripts/size/budgets.ts';
import { bernoulliSum } from '../analysis/features/losses.ts';
import { smallTwoMoons } from './configs.ts';
import {
  clickTrainLens,
  hoverOver,
  openFromExplorer,
  openSession,
  openWebSession,
  panelInState,
  type Files,
  type Session,
} from './workbench.ts';

const files = { 'vae.py': bernoulliSum, 'moons.elbo.yaml': smallTwoMoons };

/** As people get it on the desktop and under a remote, and as a host of the web workbench serves it. */
const installed: Readonly<Record<string, (files: Files) => Promise<Session>>> = {
  'an editor it is installed in': (opened) =>
    openSession(opened, { vsix: inRepository(packagePath) }),
  'a browser': async (opened) => openWebSession(opened, { extension: await unpacked() }),
};

async function unpacked(): Promise<string> {
  const folder = scratchFolder('unpacked');
  const entries = Object.entries(unzipSync(await readFile(inRepository(packagePath))));
  for (const [name, bytes] of entries) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return join(folder, 'extension');
}

describe('the package', () => {
  before(() => pack(packagePath));

  for (const [where, open] of Object.entries(installed)) {
    describe(`in ${where}`, () => {
      let session: Session;

      before(async () => {
        session = await open(files);
      });

      after(async () => session?.close());

      it('says what a loss is, above it and where the pointer rests', async () => {
        const { page } = session;
        await openFromExplorer(page, 'vae.py');
        await page.locator('.codelens-decoration', { hasText: 'ELBO · −log p(x|z)' }).waitFor();
        const hover = await hoverOver(page, 'BCE = ', 'BCE');
        assert.match(await hover.innerText(), /Reconstruction loss: Bernoulli log probability/u);
        const picture = hover.locator('img').first();
        assert.ok(((await picture.boundingBox())?.width ?? 0) > 100, 'the equation is drawn');
      });

      it('trains a config', async () => {
        const { page } = session;
        await openFromExplorer(page, 'moons.elbo.yaml');
        await clickTrainLens(page);
        await panelInState(page, 'trainer', 'finished');
        await panelInState(page, 'dashboard', 'finished');
        assert.deepEqual(session.violations, []);
      });
    });
  }
});
