// The derivation page in a real Chromium under the real content security policy, told of code by the real analysis: its
// steps, its scale, other families and their code, typed values, and what it copies, saves and keeps.

import assert from 'node:assert/strict';
import { startHarness, type Harness, type LoadedPage } from '../../scripts/gallery/pageHarness.ts';
import { themes, type ThemeName } from '../../scripts/gallery/themes.ts';
import type { DerivationContent } from '../../src/elbo/derivations/told.ts';
import type { DerivationRequest, FromExplain } from '../../src/protocol/explain.ts';
import * as losses from '../analysis/features/losses.ts';
import { readAt } from '../analysis/features/derivation/checkTold.ts';
import { checkAccessible, overflowOf } from './support/axe.ts';

type Loaded = LoadedPage<'derivation'>;

const wide = (text: string): string => text.replace('def loss', '# elbo: D=784, d=20\ndef loss');
const nothing: DerivationContent = { told: null, general: null, code: null, problem: null };

describe('the derivation page', function () {
  this.timeout(60_000);
  let harness: Harness;
  const pages: Loaded[] = [];

  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.close());
  afterEach(async () => {
    const complaints = await Promise.all(pages.map((loaded) => loaded.complaints()));
    await Promise.all(pages.splice(0).map(({ page }) => page.close()));
    assert.deepEqual(complaints.flat(), [], 'the page broke its security policy or threw');
  });

  const open = async (
    content: DerivationContent,
    more: { theme?: ThemeName; width?: number; request?: Partial<DerivationRequest> } = {},
  ): Promise<Loaded> => {
    const { theme = 'dark', width = 640 } = more;
    const loaded = await harness.open({ kind: 'derivation', theme, width, height: 900 });
    pages.push(loaded);
    await show(loaded, content, more.request);
    await loaded.painted();
    return loaded;
  };

  const show = async (
    loaded: Loaded,
    content: DerivationContent,
    more: Partial<DerivationRequest> = {},
  ): Promise<void> => {
    const code = content.code ? { uri: 'file:///vae.py', at: 1 } : null;
    const request = { code, derivation: content.general, family: null, ...more };
    await loaded.send(
      `{ type: 'derivationShown', request: ${JSON.stringify(request)}, content: ${JSON.stringify(content)} }`,
    );
    await loaded.page.waitForTimeout(100);
  };

  const ofCode = (text: string, place: string, family: string | null = null): DerivationContent =>
    readAt(text, text.indexOf(place), 'python', family);
  const meanSquares = (family: string | null = null): DerivationContent =>
    ofCode(wide(losses.meanSquares), 'recons_loss =', family);

  /** What was changed has been drawn. */
  const drawn = (loaded: Loaded): Promise<unknown> =>
    loaded.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );

  const sentOf = async <T extends FromExplain['type']>(loaded: Loaded, type: T) =>
    (await loaded.sent()).filter(
      (message): message is Extract<FromExplain, { type: T }> => message.type === type,
    );
  const valuesIn = (loaded: Loaded): Promise<readonly number[]> =>
    loaded.page
      .getByTestId('value')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-value'))));
  const textOf = (loaded: Loaded, id: string): Promise<string> =>
    loaded.page.getByTestId(id).innerText();

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`has nothing serious against it for accessibility: ${theme}`, async () => {
      const loaded = await open(meanSquares(), { theme });
      await loaded.page.click('[data-testid=values] summary');
      await checkAccessible(loaded);
    });
  }

  it('stays accessible without code, with another family, and where nothing was found', async () => {
    await checkAccessible(await open({ ...nothing, general: 'gaussian-kl' }));
    await checkAccessible(await open(meanSquares('student-t')));
    await checkAccessible(await open(ofCode(losses.classifier, 'def')));
  });

  it('is never wider than its window', async () => {
    const whole = ofCode(losses.bernoulliSum, 'return BCE');
    for (const content of [meanSquares(), whole, { ...nothing, general: 'gaussian-pair-kl' }]) {
      const loaded = await open(content);
      for (const width of [280, 400, 700, 1200]) {
        await loaded.page.setViewportSize({ width, height: 900 });
        await loaded.page.waitForTimeout(150);
        assert.equal(await overflowOf(loaded), 0, `at ${width} px`);
      }
    }
  });

  it('computes every line, each equal to the one before but for what it says', async () => {
    const loaded = await open(meanSquares());
    const digits = await loaded.page
      .getByTestId('value')
      .evaluateAll((all) => all.slice(1).map((one) => Number(one.getAttribute('data-digits'))));
    assert.ok(digits.length > 4);
    assert.ok(
      digits.every((count) => count >= 9),
      digits.join(' '),
    );
    const values = await valuesIn(loaded);
    const dropped = Number(await loaded.page.getByTestId('dropped').getAttribute('data-value'));
    assert.ok(Math.abs((values[2] ?? 0) - dropped - (values[3] ?? 0)) < 1e-6);
  });

  it('prints the gap between log p(x) and the bound, and it is the difference of the lines', async () => {
    const loaded = await open(ofCode(losses.bernoulliSum, 'return BCE'));
    const [evidence = 0, , bound = 0] = await valuesIn(loaded);
    const gap = Number(await loaded.page.getByTestId('gap').getAttribute('data-value'));
    assert.ok(gap > 0);
    assert.ok(Math.abs(evidence - gap - bound) < 1e-9);
  });

  it('prints of lines after a draw what they are on average, so that they compare', async () => {
    const loaded = await open(ofCode(losses.bernoulliSum, 'return BCE'));
    const values = await valuesIn(loaded);
    // Minus the bound, one draw of it, the terms of the code, and their sum over the batch of 2.
    const [minus = NaN, drawn = NaN, terms = NaN, summed = NaN] = values.slice(-4);
    assert.ok(Math.abs(drawn - minus) < 1e-9, `${drawn} beside ${minus}`);
    assert.ok(Math.abs(terms - drawn) < 1e-9, `${terms} beside ${drawn}`);
    assert.ok(Math.abs(summed - 2 * terms) < 1e-9, `${summed} beside ${terms}`);
  });

  it('says at the scale that fits that the KL counts once, and at 1 what beta is', async () => {
    const loaded = await open(meanSquares());
    const beta = (): Promise<number> =>
      loaded.page.getByTestId('beta').getAttribute('data-value').then(Number);
    assert.ok(Math.abs((await beta()) - 1) < 1e-12);
    await loaded.page.selectOption('[data-testid=scale-mode]', 'one');
    await drawn(loaded);
    assert.equal(await beta(), 784 / 8000);
  });

  it('moves weight, beta, curve, lines and code with the slider, by keys too', async () => {
    const loaded = await open(meanSquares());
    const look = async () => [
      await textOf(loaded, 'error-weight'),
      await textOf(loaded, 'beta'),
      await loaded.page.getByTestId('curve-own').getAttribute('d'),
      (await valuesIn(loaded))[1],
      await textOf(loaded, 'statement'),
    ];
    const before = await look();
    await loaded.page.getByTestId('scale').focus();
    for (let times = 0; times < 5; times++) await loaded.page.keyboard.press('Shift+ArrowRight');
    await loaded.page.waitForTimeout(100);
    const after = await look();
    before.forEach((value, at) => assert.notEqual(after[at], value, String(at)));
  });

  it('refuses a scale that is none, says so, and keeps the last', async () => {
    const loaded = await open(meanSquares());
    const field = loaded.page.getByTestId('scale-field');
    for (const [text, said] of [
      ['0', '0 is not'],
      ['\u22121', '\u22121 is not'],
      ['wide', 'wide is not'],
    ] as const) {
      await field.fill(text);
      await field.press('Enter');
      await drawn(loaded);
      const alert = await loaded.page.getByRole('alert').innerText();
      assert.ok(alert.includes('must be a number above 0') && alert.includes(said), alert);
    }
    assert.ok(
      Math.abs(Number(await loaded.page.getByTestId('beta').getAttribute('data-value')) - 1) <
        1e-12,
    );
  });

  it('takes typed values, and says which it cannot use', async () => {
    const loaded = await open(ofCode(losses.bernoulliSum, 'BCE ='));
    await loaded.page.click('[data-testid=values] summary');
    await loaded.page.fill('#value-x', '1');
    await loaded.page.fill('#value-recon_x', '0.5');
    await loaded.page.keyboard.press('Tab');
    await drawn(loaded);
    const [logP = 0] = await valuesIn(loaded);
    const isWhole = Math.abs(logP / Math.log(2) - Math.round(logP / Math.log(2))) < 1e-9;
    assert.ok(isWhole, `${logP} is D log 1/2`);
    await loaded.page.fill('#value-recon_x', '1.5');
    await loaded.page.keyboard.press('Tab');
    await loaded.page.waitForSelector('#value-recon_x-problem');
    assert.match(
      await loaded.page.getByRole('alert').innerText(),
      /1\.5 is outside: it must lie between 0 and 1/u,
    );
  });

  it('asks for D where the code does not state it, and then knows the scale', async () => {
    const loaded = await open(ofCode(losses.meanSquares, 'recons_loss ='));
    assert.match(await textOf(loaded, 'consequences'), /does not state D/u);
    await loaded.page.click('[data-testid=values] summary');
    await loaded.page.fill('#value-D', '784');
    await loaded.page.keyboard.press('Tab');
    await loaded.page.waitForSelector('[data-testid=beta]');
    assert.match(await textOf(loaded, 'consequences'), /σ = 0\.313/u);
    await loaded.page.fill('#value-D', '0');
    await loaded.page.keyboard.press('Tab');
    await drawn(loaded);
    assert.match(await loaded.page.getByRole('alert').innerText(), /whole number from 1/u);
  });

  it('asks the host for another family, and shows its code in a framework to copy', async () => {
    const loaded = await open(meanSquares());
    await loaded.page.selectOption('[data-testid=family]', 'laplace');
    const [wish] = await sentOf(loaded, 'derivationWished');
    assert.equal(wish?.request.family, 'laplace');
    await show(loaded, meanSquares('laplace'), { family: 'laplace' });
    assert.match(
      await textOf(loaded, 'statement'),
      /^recons_loss = .*laplace_nll_from_scale\(target\.flatten\(1\), recons\.flatten\(1\), torch\.tensor\(1\.0\)\)$/u,
    );
    assert.match(await textOf(loaded, 'verdict'), /exactly −ELBO with p\(x\|z\) a Laplace/u);
    await loaded.page.selectOption('[data-testid=framework]', 'jax');
    await loaded.page.waitForTimeout(100);
    await loaded.page.click('[data-testid=copy-code]');
    const [copied] = await sentOf(loaded, 'copyWished');
    assert.match(copied?.text ?? '', /jnp\.log/u);
    assert.match(copied?.text ?? '', /\nrecons_loss = /u);
  });

  it('copies and saves the derivation with its values', async () => {
    const loaded = await open(meanSquares());
    await loaded.page.click('[data-testid=copy-latex]');
    await loaded.page.click('[data-testid=copy-markdown]');
    await loaded.page.click('[data-testid=save]');
    const [latex, markdown] = await sentOf(loaded, 'copyWished');
    assert.match(latex?.text ?? '', /\\cancel\{/u);
    assert.match(markdown?.text ?? '', /line 7: `recons_loss = F\.mse_loss\(recons, target\)`/u);
    const [saved] = await sentOf(loaded, 'saveWished');
    assert.equal(saved?.name, 'derivation.md');
    assert.ok((saved?.bytes.length ?? 0) > 500);
  });

  it('points at the code of a step by pointer and by keys, and lets go', async () => {
    const loaded = await open(meanSquares());
    const steps = loaded.page.getByTestId('step');
    await steps.first().focus();
    await loaded.page.keyboard.press('ArrowDown');
    await loaded.page.keyboard.press('End');
    const pointed = await sentOf(loaded, 'stepPointed');
    assert.deepEqual(pointed.at(-1)?.letters, ['C']);
    assert.ok(pointed.at(-1)?.span);
    await loaded.page.getByTestId('family').focus();
    assert.deepEqual((await sentOf(loaded, 'stepPointed')).at(-1)?.letters, []);
    await loaded.page.locator('.step-code').click();
    assert.equal((await sentOf(loaded, 'codeWished')).length, 1);
  });

  it('lights the step that selected code leads to', async () => {
    const content = meanSquares();
    const loaded = await open(content);
    const link = content.code?.links.find(({ letter }) => letter === 'C');
    await loaded.send(`{ type: 'codeSelected', span: ${JSON.stringify(link?.spans[0])} }`);
    await loaded.page.waitForSelector('.step.lit');
    assert.equal(await loaded.page.locator('.step.lit .step-code').count(), 1);
  });

  it('shows any derivation without code, chosen from the list', async () => {
    const loaded = await open(nothing);
    await loaded.page.selectOption('[data-testid=derivation]', 'evidence-by-posterior');
    const [wish] = await sentOf(loaded, 'derivationWished');
    assert.deepEqual(wish?.request, {
      code: null,
      derivation: 'evidence-by-posterior',
      family: null,
    });
    await show(loaded, { ...nothing, general: 'evidence-by-posterior' });
    assert.ok((await loaded.page.getByTestId('step').count()) > 3);
    assert.ok((await loaded.page.locator('.step math').count()) > 3, 'MathML for readers');
  });

  it('asks after a reload for what it showed, with the scale, framework and values it had', async () => {
    const loaded = await open(meanSquares());
    await loaded.page.selectOption('[data-testid=scale-mode]', 'one');
    await loaded.page.selectOption('[data-testid=framework]', 'jax');
    await loaded.page.waitForTimeout(400);
    await loaded.reload();
    const [ready] = await sentOf(loaded, 'ready');
    assert.deepEqual(ready?.request?.code, { uri: 'file:///vae.py', at: 1 });
    await show(loaded, meanSquares());
    assert.equal(await loaded.page.getByTestId('scale-mode').inputValue(), 'one');
    assert.match(await textOf(loaded, 'statement'), /jnp\./u);
  });
});
