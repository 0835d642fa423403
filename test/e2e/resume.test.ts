// What cuts a run off in real life, at the workbench: the window is loaded anew, the graphics card is taken away.

import assert from 'node:assert/strict';
import type { Frame, Page, Worker } from 'playwright-core';
import { endlessTwoMoons, smallTwoMoons } from './configs.ts';
import { openFile, openSession, panelInState, runFromPalette, valueOf } from './workbench.ts';
import type { Session } from './workbench.ts';

/** Long enough to be cut off in the middle by a person, the same twice. */
const longer = (engine: string, epochs: number): string =>
  smallTwoMoons.replace('epochs: 10', `epochs: ${epochs}, seed: 4, engine: ${engine}`);

type Values = readonly (readonly [string, number])[];

async function valuesOf(panel: Frame): Promise<Values> {
  const found: [string, number][] = [];
  for (const split of ['train', 'validation']) {
    for (const term of ['negativeElbo', 'reconstructionLoss', 'kl']) {
      found.push([`${term} of ${split}`, await valueOf(panel, term, split)]);
    }
  }
  return found;
}

async function train(page: Page, config: string): Promise<void> {
  await openFile(page, config);
  await runFromPalette(page, 'ELBO: Train from Config');
  await panelInState(page, 'dashboard', 'training');
}

/** Waits for some steps, then pauses and goes on: a checkpoint is taken at every pause. */
async function takeCheckpoint(page: Page): Promise<void> {
  const trainer = await panelInState(page, 'trainer', 'training');
  const step = trainer.locator('[data-testid="step"]').first();
  while (Number(await step.getAttribute('data-value')) < 50) await page.waitForTimeout(50);
  await runFromPalette(page, 'ELBO: Pause');
  await panelInState(page, 'trainer', 'paused');
  await page.waitForTimeout(1000);
  await runFromPalette(page, 'ELBO: Resume');
  await panelInState(page, 'trainer', 'training');
}

/** The trainer's worker, once it is there. */
async function workerOf(page: Page): Promise<Worker> {
  for (let i = 0; i < 200; i++) {
    for (const worker of page.workers()) {
      const name = await worker.evaluate('globalThis.name').catch(() => '');
      if (name === 'ELBO Lens trainer') return worker;
    }
    await page.waitForTimeout(50);
  }
  throw new Error('the trainer has no worker');
}

/** The next drawing of the worker takes its context away, as a driver does. */
const loseContext = `{
  const { drawElements } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawElements = function (...drawn) {
    WebGL2RenderingContext.prototype.drawElements = drawElements;
    drawElements.apply(this, drawn);
    this.getExtension('WEBGL_lose_context').loseContext();
  };
}`;

describe('a run that is cut off at the workbench', function () {
  this.timeout(300_000);
  let session: Session;

  before(async () => {
    session = await openSession({
      'whole.elbo.yaml': longer('cpu', 150),
      'reloaded.elbo.yaml': longer('cpu', 150),
      'endless.elbo.yaml': endlessTwoMoons,
      'gpu.elbo.yaml': longer('webgl', 60),
      'gpu-lost.elbo.yaml': longer('webgl', 60),
    });
  });

  after(async () => session?.close());

  it('is offered again after the window was loaded anew, and ends as one that was left alone', async () => {
    const { page } = session;
    await train(page, 'whole.elbo.yaml');
    const whole = await valuesOf(await panelInState(page, 'dashboard', 'finished'));
    await train(page, 'reloaded.elbo.yaml');
    await takeCheckpoint(page);
    await page.reload();
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await runFromPalette(page, 'ELBO: Show Dashboard');
    const dashboard = await panelInState(page, 'dashboard', 'stopped');
    assert.match(await dashboard.getByTestId('run-name').innerText(), /reloaded/);
    assert.match(
      await dashboard.getByTestId('problem-why').innerText(),
      /The window was closed at step/,
    );
    // The trainer's tab came back with its window, and shows the same run.
    await panelInState(page, 'trainer', 'stopped');
    const button = dashboard.getByTestId('resume-run');
    assert.match(await button.innerText(), /^Resume from step \d+$/);
    await button.click();
    const finished = await panelInState(page, 'dashboard', 'finished');
    assert.deepEqual(await valuesOf(finished), whole);
  });

  it('goes on by itself after the graphics card was taken away, and ends as one that was left alone', async () => {
    const { page } = session;
    await train(page, 'gpu.elbo.yaml');
    const whole = await valuesOf(await panelInState(page, 'dashboard', 'finished'));
    await train(page, 'gpu-lost.elbo.yaml');
    await takeCheckpoint(page);
    const worker = await workerOf(page);
    const dashboard = await panelInState(page, 'dashboard', 'training');
    const restoring = dashboard.getByTestId('restoring').waitFor({ timeout: 60_000 });
    await worker.evaluate(loseContext);
    await restoring;
    const said = await dashboard.getByTestId('restoring').innerText();
    assert.match(said, /The GPU was taken away at step/);
    assert.match(said, /Going on from the checkpoint at step/);
    const finished = await panelInState(page, 'dashboard', 'finished');
    for (const [i, [name, value]] of (await valuesOf(finished)).entries()) {
      const expected = whole[i]?.[1] ?? Number.NaN;
      assert.ok(Math.abs(value - expected) < 1e-4, `${name}: ${value} and ${expected}`);
    }
  });

  it('stops where that happens twice in a minute, and can be resumed without the GPU', async () => {
    const { page } = session;
    await train(page, 'gpu-lost.elbo.yaml');
    await takeCheckpoint(page);
    await (await workerOf(page)).evaluate(loseContext);
    const dashboard = await panelInState(page, 'dashboard', 'restoring');
    await panelInState(page, 'dashboard', 'training');
    await (await workerOf(page)).evaluate(loseContext);
    await panelInState(page, 'dashboard', 'failed');
    await dashboard.getByTestId('resume-on-processor').click();
    const finished = await panelInState(page, 'dashboard', 'finished');
    const engine = await finished.getByTestId('engine').getAttribute('data-value');
    assert.equal(engine, 'wasm');
  });

  it('is left alone by another window on its folder, which trains its own meanwhile', async () => {
    const { page, openWindow } = session;
    await train(page, 'whole.elbo.yaml');
    const whole = await valuesOf(await panelInState(page, 'dashboard', 'finished'));
    await train(page, 'endless.elbo.yaml');
    const { page: second } = await openWindow();
    await runFromPalette(second, 'ELBO: Show Dashboard');
    // It reads again and again what the first one writes.
    const seen = await panelInState(second, 'dashboard', 'training');
    await seen.getByTestId('elsewhere').waitFor();
    assert.match(await seen.getByTestId('run-name').innerText(), /endless/);
    assert.equal(await seen.getByTestId('stop').count(), 0);
    await train(second, 'reloaded.elbo.yaml');
    const own = await panelInState(second, 'dashboard', 'finished');
    assert.deepEqual(await valuesOf(own), whole);
    await runFromPalette(page, 'ELBO: Stop');
    const stopped = await panelInState(page, 'dashboard', 'stopped');
    assert.match(await stopped.getByTestId('run-name').innerText(), /endless/);
    await second.close();
  });
});
