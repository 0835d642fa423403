import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { waitForPanel } from '../../scripts/editor/panels.ts';
import { themeNames, waitForTheme } from '../../scripts/editor/workbench.ts';
import { inRepository } from '../../scripts/paths.ts';
import { digitsWithBeta } from './configs.ts';
import {
  openFile,
  openSession,
  panelInState,
  runFromPalette,
  type EditorSession,
} from './workbench.ts';

const pictures = process.env['ELBO_LENS_PICTURES'] ?? inRepository('.cache', 'screenshots');

describe('a person with several runs', () => {
  let session: EditorSession;
  let page: Page;

  before(async () => {
    session = await openSession({
      'beta-one.elbo.yaml': digitsWithBeta(1),
      'beta-four.elbo.yaml': digitsWithBeta(4),
    });
    ({ page } = session);
    for (const name of ['beta-one', 'beta-four']) {
      await openFile(page, `${name}.elbo.yaml`);
      await runFromPalette(page, 'ELBO: Train from Config');
      const trainer = await panelInState(page, 'trainer', 'finished');
      await trainer.locator('[data-testid="run-name"]', { hasText: name }).waitFor();
      await panelInState(page, 'trainer', 'finished');
    }
  });

  after(async () => session?.close());

  const rows = () => page.locator('.pane', { hasText: 'Runs' }).locator('.monaco-list-row');
  const comparison = async (): Promise<Frame> => (await waitForPanel(page, 'compare')).content;

  it('compares those selected in the tree, the older one as the reference', async () => {
    await rows().nth(1).click();
    await rows()
      .nth(0)
      .click({ modifiers: ['Control'] });
    await rows().nth(0).click({ button: 'right' });
    const entry = page.locator('.monaco-menu .action-item', { hasText: 'Compare Runs' });
    await entry.hover();
    // A menu takes no click in the moment it opens, so that the button that opened it may be let go.
    await page.waitForTimeout(500);
    await entry.click();
    const compared = await comparison();
    await compared.locator('[data-testid="compared-A"]', { hasText: 'beta-one' }).waitFor();
    await compared.locator('[data-testid="compared-B"]', { hasText: 'beta-four' }).waitFor();
    assert.match(await compared.locator('[data-testid="verdict"]').innerText(), /B /u);
    assert.match(
      await compared.locator('[data-testid="settings"]').innerText(),
      /objective\.beta/u,
    );
  });

  it('sees the comparison large in the dark theme', async () => {
    await session.server.changeSettings({ 'workbench.colorTheme': themeNames.dark });
    await waitForTheme(page, 'dark');
    await runFromPalette(page, 'View: Toggle Maximize Editor Group');
    const { content, frame } = await waitForPanel(page, 'compare');
    await content.locator('body.vscode-dark').waitFor();
    await content.locator('[data-testid="same-data"]').waitFor();
    await page.waitForTimeout(500);
    await mkdir(pictures, { recursive: true });
    await frame.screenshot({ path: join(pictures, 'dark-compare.png') });
    await runFromPalette(page, 'View: Toggle Maximize Editor Group');
  });

  it('chooses others from a list, where those compared now are chosen already', async () => {
    await (await comparison()).locator('[data-testid="choose-runs"]').click();
    const boxes = page.locator('.quick-input-list .monaco-list-row');
    await boxes.first().waitFor();
    assert.equal(await boxes.count(), 2);
    assert.equal(
      await page
        .locator('.quick-input-list input:checked, .quick-input-list .monaco-checkbox.checked')
        .count(),
      2,
    );
    await page.keyboard.press('Escape');
  });

  it('finds the comparison again after the window was loaded anew', async () => {
    await runFromPalette(page, 'Developer: Reload Window');
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    const compared = await comparison();
    await compared.locator('[data-testid="compared-B"]', { hasText: 'beta-four' }).waitFor();
  });

  it('exports a run from the palette as one of the forms, beside its config', async () => {
    await runFromPalette(page, 'ELBO: Export Run');
    const input = page.locator('.quick-input-widget input[type="text"]').first();
    const forms = page.locator('.quick-input-list .monaco-list-row');
    await forms.filter({ hasText: 'Charts as PNG' }).waitFor();
    assert.equal(await forms.count(), 5);
    await input.fill('History as CSV');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title', { hasText: 'Export' }).waitFor();
    // The dialog proposes a name once it has looked the folder up, and takes no answer before.
    await forms.filter({ hasText: 'data' }).waitFor();
    const target = await input.inputValue();
    assert.match(target, /beta-four\.csv$/u);
    await page.waitForTimeout(500);
    await page.keyboard.press('Enter');
    for (let i = 0; i < 100 && !existsSync(target); i++) await page.waitForTimeout(100);
    assert.match(readFileSync(target, 'utf8'), /^step,epoch,negative_elbo/u);
  });

  it('never meets a violation of the content security policy', () => {
    assert.deepEqual(session.violations, []);
  });
});
