import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { themeNames, waitForTheme } from '../../scripts/editor/workbench.ts';
import { inRepository } from '../../scripts/paths.ts';
import { hoverOver, openFile, openSession, type EditorSession } from './workbench.ts';

/** Where the pictures go; `npm test -- --update-pictures` makes them those of the README. */
const pictures = process.env['ELBO_LENS_PICTURES'] ?? inRepository('.cache', 'screenshots');

const loss = `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logvar):
    mse = F.mse_loss(recon_x, x.view(-1, 784))
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
    return mse + kld
`;

/** The code and what hangs below it. */
const upperPart = { x: 0, y: 0, width: 1180, height: 560 };

describe('a person whose loss has its terms at different scales', () => {
  let session: EditorSession;

  before(async () => {
    session = await openSession({ 'loss.py': loss });
    await session.page.setViewportSize({ width: 1180, height: 900 });
    await session.page.keyboard.press('Control+B');
    await mkdir(pictures, { recursive: true });
    await session.server.changeSettings({
      'workbench.colorTheme': themeNames.light,
      // So that the code stays in view.
      'editor.hover.above': false,
      'breadcrumbs.enabled': false,
    });
    await waitForTheme(session.page, 'light');
    await openFile(session.page, 'loss.py');
  });

  after(async () => session?.close());

  it('sees the number under the pointer', async () => {
    const { page } = session;
    await page.locator('.squiggly-warning').first().waitFor();
    const hover = await hoverOver(page, 'return mse', 'return');
    const text = await hover.innerText();
    assert.match(text, /effective β = D\/2 = 392 at σ = 1, which is σ = 19\.8 at β = 1/u);
    assert.match(text, /ELBO301/u);
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(pictures, 'light-finding.png'), clip: upperPart });
    // Until the hover has gone it would be what is clicked.
    await page.mouse.move(1, 1);
  });

  it('is shown what a refactoring changes before it is made', async () => {
    const { page } = session;
    await page.getByText('return mse').first().click();
    await page.keyboard.press('Control+.');
    const action = page.getByText(/^Make this the exact Gaussian NLL, sigma = 1/u).first();
    await action.waitFor();
    assert.match(await action.innerText(), /β = 392 → 1/u);
    await page.screenshot({ path: join(pictures, 'light-finding-fixes.png'), clip: upperPart });
    await action.click();
    await page.getByText('Refactor Preview').first().waitFor();
    const panel = page.locator('.part.panel');
    await panel.locator('.monaco-list-row').first().waitFor();
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(pictures, 'light-finding-preview.png') });
  });
});
