// The bundled pages in a real Chromium under the real content security policy, fed by hand. What the extension
// host does with the messages is tested inside VS Code.

import assert from 'node:assert/strict';
import type { LoadedPage } from '../../scripts/gallery/pageHarness.ts';
import { syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import { formatFixed } from '../../src/elbo/format.ts';
import { lossesOf } from '../../src/elbo/losses.ts';
import { checkAccessible } from './support/axe.ts';
import { pagesOfSuite, sentOf } from './support/pages.ts';

describe('a page in a browser', function () {
  this.timeout(60_000);
  const { open, show, harness } = pagesOfSuite();

  const number = (loaded: LoadedPage, selector: string): Promise<number> =>
    loaded.page.locator(selector).getAttribute('data-value').then(Number);

  it('prints the numbers it was sent, with the same value in the DOM', async () => {
    const loaded = await show('trainer', 'training');
    const evaluation = syntheticRuns.training().evaluations.at(-1);
    assert.ok(evaluation?.validation);
    const losses = {
      negativeElbo: 'total',
      reconstructionLoss: 'reconstruction',
      kl: 'kl',
    } as const;
    for (const [split, breakdown] of [
      ['train', evaluation.train],
      ['validation', evaluation.validation],
    ] as const) {
      for (const [term, key] of Object.entries(losses)) {
        const cell = `[data-term=${term}][data-split=${split}]`;
        const value = lossesOf(breakdown)[key];
        assert.equal(await number(loaded, cell), value, cell);
        const text = await loaded.page.locator(cell).innerText();
        assert.equal(text.trim(), formatFixed(value, 1), cell);
      }
    }
    const bits = `[data-term=negativeElbo][data-unit="bits/dim"]`;
    assert.equal(await number(loaded, bits), evaluation.validation.bitsPerDim);
    assert.equal(await number(loaded, '[data-testid=active-units]'), 17);
  });

  it('draws one bar per latent dimension, which sum to the printed KL', async () => {
    const loaded = await show('dashboard', 'training');
    const bars: number[] = await loaded.page
      .locator('[data-dimension]')
      .evaluateAll((elements) =>
        elements.map((element) => Number(element.getAttribute('data-value'))),
      );
    const sum = bars.reduce((total, kl) => total + kl, 0);
    assert.equal(bars.length, 20);
    assert.ok(Math.abs(sum - (await number(loaded, '[data-testid=kl-sum]'))) < 1e-9);
  });

  it('prints a negative reconstruction loss with a minus sign and says why it may be', async () => {
    const loaded = await show('dashboard', 'table');
    const cell = loaded.page.locator('[data-term=reconstructionLoss][data-split=train]');
    assert.match(await cell.innerText(), /^\u2212\d/);
    assert.match(await loaded.page.getByTestId('density-note').innerText(), /density/);
    assert.equal(await loaded.page.locator('[data-unit="bits/dim"]').count(), 0);
  });

  it('follows what happens to the run it shows, and ignores other runs', async () => {
    const loaded = await show('dashboard', 'training');
    const change = (runId: string, from: number, to: number): string =>
      `{ type: 'runChanged', runId: '${runId}', elapsedMs: 1, live: true, events: gallery.nextSteps(${from}, ${to}) }`;
    await loaded.send(change('another', 852, 870));
    await loaded.send(change('image', 852, 900));
    await loaded.page.waitForSelector('[data-testid=step][data-value="900"]');
    await loaded.send(
      `{ type: 'runChanged', runId: 'image', elapsedMs: 1, live: true, events: [{ kind: 'stateChanged', state: 'paused', step: 900 }] }`,
    );
    await loaded.page.waitForSelector('[data-testid=state][data-value=paused]');
    assert.equal(await loaded.page.locator('[data-testid=resume]').count(), 1);
  });

  it('tells the host once that its first picture is on the screen', async () => {
    const loaded = await show('dashboard', 'training');
    await loaded.send(`{ type: 'runShown', run: gallery.syntheticRuns.training(), configs: [] }`);
    await loaded.page.waitForTimeout(300);
    assert.equal((await sentOf(loaded, 'painted')).length, 1);
  });

  it('sends what a person wishes, and nothing from a disabled control', async () => {
    const loaded = await show('trainer', 'training');
    await loaded.page.getByTestId('step-once').click({ force: true });
    await loaded.page.getByTestId('pause').click();
    await loaded.page.getByTestId('beta-more').click();
    const field = loaded.page.getByRole('textbox', { name: 'β, weight of the KL' });
    await field.fill('4');
    await field.press('Enter');
    await field.fill('many');
    await field.press('Enter');
    await loaded.page.getByTestId('stop').click();
    const wishes = await sentOf(loaded, 'controlWished');
    assert.deepEqual(
      wishes.map(({ runId, control }) => [runId, control]),
      [
        ['image', { kind: 'pause' }],
        ['image', { kind: 'setBeta', beta: 1.1 }],
        ['image', { kind: 'setBeta', beta: 4 }],
        ['image', { kind: 'stop' }],
      ],
    );
  });

  it('offers a config or a sample where there is no run', async () => {
    const loaded = await open('dashboard');
    await loaded.send(
      `{ type: 'runShown', run: null, configs: [{ uri: 'file:///a.elbo.yaml', name: 'a.elbo.yaml' }] }`,
    );
    await loaded.page.getByTestId('train-a.elbo.yaml').click();
    await loaded.page.getByTestId('new-config').click();
    await loaded.page.getByTestId('open-sample').click();
    const wishes = await sentOf(loaded, 'commandWished');
    assert.deepEqual(
      wishes.map(({ command, argument }) => [command, argument]),
      [
        ['elboLens.train', 'file:///a.elbo.yaml'],
        ['elboLens.newConfig', undefined],
        ['elboLens.openSample', undefined],
      ],
    );
    await checkAccessible(loaded);
  });

  it('shows why a config was rejected, and forgets it when that is over', async () => {
    const loaded = await show('dashboard', 'finished');
    await loaded.send(
      `{ type: 'configRejected', rejection: { uri: 'file:///a', name: 'a.elbo.yaml', problems: [{ line: 7, message: 'no \`likelihood\`' }] } }`,
    );
    await loaded.page.getByText('Line 7: no likelihood').waitFor();
    await loaded.page.locator('code', { hasText: /^likelihood$/ }).waitFor();
    await checkAccessible(loaded);
    await loaded.send(`{ type: 'configRejected', rejection: null }`);
    await loaded.page.getByTestId('rejection').waitFor({ state: 'detached' });
  });

  it('prints the values of the step its keyboard cursor stands on', async () => {
    const loaded = await show('dashboard', 'training');
    await loaded.page.getByTestId('stack-chart').focus();
    await loaded.page.keyboard.press('Home');
    const line = loaded.page.getByTestId('cursor-values');
    const { kl } = syntheticRuns.training().columns;
    await loaded.until(
      `document.querySelector('[data-testid=cursor-values]').textContent.includes('Step 1,')`,
    );
    assert.ok((await line.innerText()).includes(`KL ${formatFixed(kl[0] ?? NaN, 2)}`));
    await loaded.page.keyboard.press('Escape');
    await loaded.until(
      `!document.querySelector('[data-testid=cursor-values]').textContent.includes('Step 1,')`,
    );
  });

  it('has the same numbers as rows', async () => {
    const loaded = await show('trainer', 'training');
    await loaded.page.getByTestId('stack-table').click();
    await loaded.page.locator('elbo-data-grid-cell').first().waitFor();
    const cells = await loaded.page.locator('elbo-data-grid-row').last().innerText();
    assert.match(cells, /810–852/);
  });

  it('has the points of its scatters and the steps of its beta as rows', async () => {
    const loaded = await show('trainer', 'table');
    const rowsOf = async (chart: string): Promise<readonly string[]> => {
      await loaded.page.getByTestId(`${chart}-table`).click();
      await loaded.page.locator('elbo-data-grid-row').last().waitFor();
      const rows = await loaded.page.locator('elbo-data-grid-row').allInnerTexts();
      await loaded.page.getByTestId(`${chart}-table`).click();
      return rows.map((row) => row.trim().split(/\s+/u).join(' '));
    };
    assert.deepEqual(
      await rowsOf('beta'),
      ['From step β', '1 0.500', '701 4.00', '1\u202f501 1.50'].map((row) =>
        row.split(/\s/u).join(' '),
      ),
    );
    const { map, pictures } = syntheticRuns.table();
    assert.ok(map && pictures);
    const latent = await rowsOf('latent');
    assert.equal(latent.length, 101);
    assert.equal(
      latent[1],
      `0 ${formatFixed(map.points[0]!, 3)} ${formatFixed(map.points[1]!, 3)}`,
    );
    assert.equal((await rowsOf('scatter')).length, 1 + pictures.count);
  });

  describe('that trains', () => {
    const request = `{ type: 'trainingRequested', runId: 'image',
      experiment: gallery.syntheticRuns.training().experiment,
      files: [{ path: 'a.idx', bytes: new Uint8Array([1, 2, 3]) }] }`;
    const problemOf = async (loaded: LoadedPage) => {
      await loaded.until(`sent.some(({ type }) => type === 'trainingReported')`);
      const events = (await sentOf(loaded, 'trainingReported')).flatMap((report) => report.events);
      const failed = events.find((event) => event.kind === 'failed');
      assert.ok(failed?.kind === 'failed');
      return failed.problem;
    };

    it('hands its worker every byte, relays reports to the host and wishes to the worker', async () => {
      harness().serve(
        'echo.js',
        `const say = (what, why) => postMessage({ type: 'events', events: [{ kind: 'noted', what, why }] });
        onmessage = ({ data }) => {
          if (data.type === 'start') say(data.files[0].path + data.files[0].bytes.join(), String(data.wasm.bytes.byteLength > 1e5));
          if (data.type === 'control') say('control', data.control.kind);
        };
        postMessage({ type: 'started' });`,
      );
      const loaded = await open('trainer', { worker: 'echo.js' });
      await loaded.send(request);
      await loaded.until(`sent.some(({ type }) => type === 'trainingReported')`);
      await loaded.send(`{ type: 'controlRequested', runId: 'image', control: { kind: 'pause' } }`);
      await loaded.send(`{ type: 'controlRequested', runId: 'other', control: { kind: 'stop' } }`);
      await loaded.until(`sent.filter(({ type }) => type === 'trainingReported').length === 2`);
      const reports = await sentOf(loaded, 'trainingReported');
      assert.deepEqual(
        reports.flatMap(({ events }) => events),
        [
          { kind: 'noted', what: 'a.idx1,2,3', why: 'true' },
          { kind: 'noted', what: 'control', why: 'pause' },
        ],
      );
    });

    it('says so when the worker does not answer', async () => {
      harness().serve('silent.js', '');
      const loaded = await open('trainer', { worker: 'silent.js' });
      await loaded.send(request);
      assert.match((await problemOf(loaded)).why, /did not answer within 10 s/);
    });

    it('says so when the worker cannot be loaded', async () => {
      const loaded = await open('trainer', { worker: 'nowhere.js' });
      await loaded.send(request);
      assert.match((await problemOf(loaded)).why, /could not be loaded \(HTTP 404\)/);
    });

    it('says so when the worker breaks off', async () => {
      harness().serve(
        'broken.js',
        `postMessage({ type: 'started' }); onmessage = () => { throw new Error('boom'); };`,
      );
      const loaded = await open('trainer', { worker: 'broken.js' });
      await loaded.send(request);
      assert.match((await problemOf(loaded)).why, /boom/);
    });
  });
});
