import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForPanel } from '../../scripts/editor/panels.ts';
import { themeNames, waitForTheme } from '../../scripts/editor/workbench.ts';
import { inRepository } from '../../scripts/paths.ts';
import {
  hoverOver,
  openFile,
  openSession,
  runFromPalette,
  type EditorSession,
} from './workbench.ts';

const pictures = process.env['ELBO_LENS_PICTURES'] ?? inRepository('.cache', 'screenshots');

describe('a person who trains the loss they read', () => {
  let session: EditorSession;

  before(async () => {
    session = await openSession({});
    await session.page.setViewportSize({ width: 1560, height: 860 });
    await mkdir(pictures, { recursive: true });
  });

  after(async () => session?.close());

  it('writes both configs, trains them in turn, sees each term behind its line and its history in the hover', async () => {
    const { page, server } = session;
    await server.changeSettings({ 'workbench.colorTheme': themeNames.light });
    await waitForTheme(page, 'light');
    await openFile(page, 'vae_mean.py');
    await page.locator('.codelens-decoration a', { hasText: 'Train…' }).first().click();
    await pick('Both, trained in turn');
    await pick('black and white');
    // The model is another file's: how many latents it has the loss does not say.
    await page.locator('.quick-input-widget', { hasText: 'Latent dimensions' }).waitFor();
    await page.keyboard.type('8');
    await page.keyboard.press('Enter');
    await waitForPanel(page, 'trainer');
    await openFile(page, 'vae_mean.py');
    await page
      .getByText(/^now\s.*nats/u)
      .first()
      .waitFor({ timeout: 60_000 });
    const hover = await hoverOver(page, 'kld = -0.5', 'kld');
    await hover.getByText(/KL in run/u).waitFor();
    for (const theme of ['dark', 'hc', 'light'] as const) {
      await server.changeSettings({ 'workbench.colorTheme': themeNames[theme] });
      await waitForTheme(page, theme);
      await hoverOver(page, 'kld = -0.5', 'kld');
      await page.screenshot({ path: join(pictures, `${theme}-alongside-code.png`) });
    }
    await page.mouse.move(1, 1);
  });

  it('compares the two at the end: as written the latents are off', async () => {
    const { page } = session;
    const { content } = await waitForPanel(page, 'compare', 240_000);
    await content.getByText('as-written').first().waitFor();
    await page.screenshot({ path: join(pictures, 'light-written-and-exact.png') });
  });

  it('is led from a term of the dashboard to its line', async () => {
    const { page } = session;
    await runFromPalette(page, 'ELBO: Show Dashboard');
    const { content } = await waitForPanel(page, 'dashboard');
    await content.getByTestId('reveal-kl').click();
    await page.locator('.tab.active', { hasText: 'vae_mean.py' }).waitFor();
  });

  async function pick(label: string): Promise<void> {
    const row = session.page.locator('.quick-input-list .monaco-list-row', { hasText: label });
    await row.first().click();
  }
});
