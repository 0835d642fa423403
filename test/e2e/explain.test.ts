// A person who explains a loss in a real workbench: steps light up their code and code its steps, and a reload of the
// window brings the panel back.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForPanel } from '../../scripts/editor/panels.ts';
import { themeNames, waitForTheme } from '../../scripts/editor/workbench.ts';
import { inRepository } from '../../scripts/paths.ts';
import { meanSquares } from '../analysis/features/losses.ts';
import { checkAccessible } from '../browser/support/axe.ts';
import { openFile, openSession, runFromPalette, type EditorSession } from './workbench.ts';

const pictures = process.env['ELBO_LENS_PICTURES'] ?? inRepository('.cache', 'screenshots');

const code = meanSquares.replace('def loss', '# elbo: D=784, d=20\ndef loss');
const line = code.slice(0, code.indexOf('recons_loss =')).split('\n').length;

describe('explaining a loss in the workbench', function () {
  this.timeout(180_000);
  let session: EditorSession;

  before(async () => {
    session = await openSession({ 'vae.py': code });
    const { page } = session;
    await openFile(page, 'vae.py');
    await page.keyboard.press('Control+B');
    await goTo(line);
    await runFromPalette(page, 'ELBO: Show Derivation');
  });
  after(() => session.close());

  /** Puts the cursor on a line. */
  const goTo = async (number: number): Promise<void> => {
    const { page } = session;
    const text = code.split('\n')[number - 1] ?? '';
    await page
      .locator('.view-lines .view-line', { hasText: text.trim().split(' ')[0] ?? '' })
      .first()
      .click({ position: { x: 60, y: 8 } });
    await page.locator('.part.statusbar', { hasText: `Ln ${number},` }).waitFor();
  };
  const derivation = async () => (await waitForPanel(session.page, 'derivation')).content;

  it('shows the derivation of the line at the cursor, with letters in the code', async () => {
    const content = await derivation();
    await content.getByTestId('step').last().waitFor();
    assert.match(await content.locator('h1').innerText(), new RegExp(`to line ${line}$`, 'u'));
    const decorated = session.page.locator('.view-lines [class*="ced-"]');
    assert.ok((await decorated.count()) > 0);
  });

  it('marks the code of a step that is pointed at, and lets go', async () => {
    const content = await derivation();
    const marks = session.page.locator('.cdr[class*="ced-"]');
    const before = await marks.count();
    await content.getByTestId('step').last().hover();
    await session.page.waitForFunction(
      (count) => document.querySelectorAll('.cdr[class*="ced-"]').length > count,
      before,
    );
    await content.locator('h1').hover();
    await session.page.waitForFunction(
      (count) => document.querySelectorAll('.cdr[class*="ced-"]').length === count,
      before,
    );
  });

  it('lights the step of the line that is selected', async () => {
    const content = await derivation();
    await session.page.locator('.tab', { hasText: 'vae.py' }).click();
    await goTo(1);
    await goTo(line);
    await session.page.keyboard.press('End');
    await content.locator('.step.lit').waitFor();
    await session.page.keyboard.press('Home');
  });

  for (const theme of ['dark', 'light', 'hc'] as const) {
    it(`is drawn in the ${theme} theme`, async () => {
      const { page, server } = session;
      await server.changeSettings({ 'workbench.colorTheme': themeNames[theme] });
      await waitForTheme(page, theme);
      const content = await derivation();
      await content.getByTestId('step').last().hover();
      await page.waitForTimeout(500);
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${theme}-derivation.png`) });
      await checkAccessible({ page: content });
    });
  }

  it('is back after the window is reloaded, with the scale that was chosen', async () => {
    const content = await derivation();
    await content.getByTestId('scale-mode').selectOption('one');
    // What the page keeps is kept a moment later.
    await session.page.waitForTimeout(1000);
    const navigated = session.page.waitForEvent('load');
    await runFromPalette(session.page, 'Developer: Reload Window');
    await navigated;
    const again = await derivation();
    await again.getByTestId('step').last().waitFor({ timeout: 60_000 });
    assert.equal(await again.getByTestId('scale-mode').inputValue(), 'one');
    assert.match(await again.locator('h1').innerText(), new RegExp(`to line ${line}$`, 'u'));
  });

  it('breaks no content security policy', () => {
    assert.deepEqual(session.violations, []);
  });
});

describe('a derivation that nobody has touched, hidden and shown again', function () {
  this.timeout(180_000);
  let session: EditorSession;

  before(async () => {
    session = await openSession({ 'vae.py': code });
  });
  after(() => session.close());

  it('is of the code as it is by then', async () => {
    const { page } = session;
    await openFile(page, 'vae.py');
    const written = page.locator('.view-line', { hasText: 'recons_loss =' }).first();
    await written.click({ position: { x: 60, y: 8 } });
    await runFromPalette(page, 'ELBO: Show Derivation');
    const first = await waitForPanel(page, 'derivation');
    await first.content.getByTestId('step').last().waitFor();
    // Opens over it, in the same column.
    await runFromPalette(page, 'ELBO: Model or Probability');
    await waitForPanel(page, 'model');
    await written.click({ position: { x: 60, y: 8 } });
    await page.keyboard.press('End');
    await page.keyboard.type(' * 3');
    await page.waitForTimeout(1500);
    await page.locator('.tab', { hasText: 'Derivation' }).click();
    const again = await waitForPanel(page, 'derivation');
    await again.content.locator('.step-code', { hasText: '* 3' }).first().waitFor();
  });
});
