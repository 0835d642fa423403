// A person who explains a loss in a real workbench: steps light up their code and code its steps, and a reload of the
// window brings the panel back.

import assert from 'node:assert/strict';
import { waitForPanel } from '../../scripts/editor/panels.ts';
import { meanSquares } from '../analysis/features/losses.ts';
import { openFile, openSession, runFromPalette, type Session } from './workbench.ts';

const code = meanSquares.replace('def loss', '# elbo: D=784, d=20\ndef loss');
const line = code.slice(0, code.indexOf('recons_loss =')).split('\n').length;

describe('explaining a loss in the workbench', function () {
  this.timeout(180_000);
  let session: Session;

  before(async () => {
    session = await openSession({ 'vae.py': code });
    const { page } = session;
    await openFile(page, 'vae.py');
    await goTo(line);
    await runFromPalette(page, 'ELBO: Show Derivation');
  });
  after(() => session.close());

  const goTo = async (number: number): Promise<void> => {
    const { page } = session;
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget input[type="text"]').first().fill(`:${number}`);
    await page.keyboard.press('Enter');
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
  });

  it('is back after the window is reloaded, with the scale that was chosen', async () => {
    const content = await derivation();
    await content.getByTestId('scale-mode').selectOption('one');
    await session.page.waitForTimeout(1500);
    await session.page.reload();
    const again = await derivation();
    await again.getByTestId('step').last().waitFor({ timeout: 60_000 });
    assert.equal(await again.getByTestId('scale-mode').inputValue(), 'one');
    assert.match(await again.locator('h1').innerText(), new RegExp(`to line ${line}$`, 'u'));
  });

  it('breaks no content security policy', () => {
    assert.deepEqual(session.violations, []);
  });
});
