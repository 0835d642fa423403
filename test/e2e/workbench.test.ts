import assert from 'node:assert/strict';
import { themeNames, waitForTheme, type Theme } from '../../scripts/editor/workbench.ts';
import { takePictures } from '../../scripts/headless/pictures.ts';
import { inRepository } from '../../scripts/paths.ts';
import { endlessTwoMoons, fewDigits } from './configs.ts';
import {
  clickTrainLens,
  openFile,
  openSession,
  paletteCommands,
  panelInState,
  runFromPalette,
  valueOf,
  type EditorSession,
} from './workbench.ts';

/** Where the pictures go; `npm test -- --update-pictures` makes them those of the README. */
const pictures = process.env['ELBO_LENS_PICTURES'] ?? inRepository('.cache', 'screenshots');

const themes: readonly Theme[] = ['dark', 'light', 'hc', 'hc-light'];

describe('a person at the workbench', () => {
  let session: EditorSession;

  before(async () => {
    session = await openSession({
      'endless.elbo.yaml': endlessTwoMoons,
      'digits.elbo.yaml': fewDigits,
    });
  });

  after(async () => session?.close());

  it('is offered what can be done before any run, and nothing that needs one', async () => {
    await openFile(session.page, 'endless.elbo.yaml');
    const offered = await paletteCommands(session.page);
    for (const title of ['Train from Config', 'New Config', 'Show Dashboard', 'Show Log']) {
      assert.ok(offered.includes(title), offered.join());
    }
    for (const title of ['Pause', 'Resume', 'Step Once', 'Stop']) {
      assert.ok(!offered.includes(title), offered.join());
    }
  });

  it('trains by the lens above line 1, and sees trainer and dashboard', async () => {
    await clickTrainLens(session.page);
    await panelInState(session.page, 'trainer', 'training');
    await panelInState(session.page, 'dashboard', 'training');
    const offered = await paletteCommands(session.page);
    assert.deepEqual(
      ['Pause', 'Resume', 'Step Once', 'Stop'].map((title) => offered.includes(title)),
      [true, false, false, true],
    );
  });

  it('sees in the status bar that it trains', async () => {
    const item = session.page.locator('.statusbar-item[id$="elboLens.run"]');
    await item.waitFor();
    assert.match(await item.innerText(), /\d/);
  });

  it('pauses from the dashboard, steps once, resumes and stops', async () => {
    const { page } = session;
    const dashboard = await panelInState(page, 'dashboard', 'training');
    await dashboard.locator('[data-testid="pause"]').click();
    await panelInState(page, 'dashboard', 'paused');
    const trainer = await panelInState(page, 'trainer', 'paused');
    const offered = await paletteCommands(page);
    assert.deepEqual(
      ['Pause', 'Resume', 'Step Once', 'Stop'].map((title) => offered.includes(title)),
      [false, true, true, true],
    );
    const step = trainer.locator('[data-testid="step"]').first();
    const before = Number(await step.getAttribute('data-value'));
    await runFromPalette(page, 'ELBO: Step Once');
    await trainer
      .locator(`[data-testid="step"][data-value="${before + 1}"]`)
      .first()
      .waitFor();
    await dashboard.locator('[data-testid="resume"]').click();
    await panelInState(page, 'trainer', 'training');
    await runFromPalette(page, 'ELBO: Stop');
    await panelInState(page, 'dashboard', 'stopped');
  });

  it('trains digits by the palette on the engine that suits the machine, to the end', async () => {
    const { page } = session;
    await openFile(page, 'digits.elbo.yaml');
    await runFromPalette(page, 'ELBO: Train from Config');
    // The stopped run is on show until the new one takes its place.
    const trainer = await panelInState(page, 'trainer', 'finished');
    assert.match(await trainer.locator('[data-testid="run-name"]').innerText(), /digits/);
    const engine = await trainer.locator('[data-testid="engine"]').getAttribute('data-value');
    assert.ok(['wasm', 'webgl', 'webgpu'].includes(engine ?? ''), `engine ${engine}`);
  });

  it('reads terms that sum to the whole, in both places alike', async () => {
    const trainer = await panelInState(session.page, 'trainer', 'finished');
    const dashboard = await panelInState(session.page, 'dashboard', 'finished');
    for (const split of ['train', 'validation']) {
      const [total, reconstruction, kl] = await Promise.all(
        ['negativeElbo', 'reconstructionLoss', 'kl'].map((term) => valueOf(trainer, term, split)),
      );
      assert.ok(total !== undefined && reconstruction !== undefined && kl !== undefined);
      assert.ok(Math.abs(total - (reconstruction + kl)) < 1e-9 * Math.abs(total));
      assert.ok(total > 0 && kl > 0);
      assert.equal(await valueOf(dashboard, 'negativeElbo', split), total);
    }
  });

  it('sees the KL of each latent dimension, which sum to the KL', async () => {
    const trainer = await panelInState(session.page, 'trainer', 'finished');
    const sum = trainer.locator('[data-testid="kl-sum"]').first();
    const shown = Number(await sum.getAttribute('data-value'));
    const kl = await valueOf(trainer, 'kl', 'validation');
    assert.ok(Math.abs(shown - kl) < 1e-4 * kl, `${shown} and ${kl}`);
  });

  it('sees reconstructions, samples and the latent space', async () => {
    const trainer = await panelInState(session.page, 'trainer', 'finished');
    for (const part of ['pictures', 'samples', 'latent-map']) {
      await trainer.locator(`[data-testid="${part}"]`).first().waitFor();
    }
  });

  for (const theme of themes) {
    it(`sees it all in the ${theme} theme`, async () => {
      const { page, server } = session;
      await server.changeSettings({ 'workbench.colorTheme': themeNames[theme] });
      await waitForTheme(page, theme);
      const trainer = await panelInState(page, 'trainer', 'finished');
      const expected = {
        dark: 'dark',
        light: 'light',
        hc: 'high-contrast',
        'hc-light': 'high-contrast-light',
      };
      await trainer.locator(`body.vscode-${expected[theme]}`).waitFor();
      const paths = await takePictures(page, pictures, `${theme}-`);
      assert.equal(paths.length, 3);
    });
  }

  it('never meets a violation of the content security policy', () => {
    assert.deepEqual(session.violations, []);
  });
});
