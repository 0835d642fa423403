// The figures of `docs/the-four-questions.md` and of the walkthrough, saved by the buttons of the pages themselves.
// `tsx scripts/gallery/questions.ts` after a build.

import { writeFile } from 'node:fs/promises';
import type { ExplainKind, PageParameters } from '../../src/protocol/explain.ts';
import { inRepository } from '../paths.ts';
import { startHarness, type Harness } from './pageHarness.ts';

interface Exported {
  readonly name: string;
  readonly kind: ExplainKind;
  readonly parameters: PageParameters;
  /** Test id of the button that saves it. */
  readonly button: string;
}

const figures: readonly Exported[] = [
  { name: 'expectation', kind: 'expectation', parameters: {}, button: 'save-expectation-svg' },
  {
    name: 'averages',
    kind: 'expectation',
    parameters: {},
    button: 'save-running-average-svg',
  },
  { name: 'batches', kind: 'expectation', parameters: {}, button: 'save-batches-svg' },
  { name: 'gradient', kind: 'expectation', parameters: {}, button: 'save-gradient-svg' },
  {
    name: 'density',
    kind: 'density',
    parameters: { question: 'negative' },
    button: 'save-density-svg',
  },
  {
    name: 'cross-entropy',
    kind: 'density',
    parameters: { question: 'bce' },
    button: 'save-cross-entropy-svg',
  },
  { name: 'model', kind: 'model', parameters: {}, button: 'save-model-svg' },
];

/** Those that the walkthrough shows, one for each of its steps; narrow, as its column is. */
const walked: ReadonlySet<string> = new Set(['expectation', 'density', 'cross-entropy', 'model']);

async function save(
  harness: Harness,
  { kind, parameters, button }: Exported,
  width: number,
): Promise<string> {
  const { page, send, painted, until } = await harness.open({
    kind,
    theme: 'light',
    width,
    height: 800,
  });
  await painted();
  await send(`{ type: 'parametersShown', parameters: ${JSON.stringify(parameters)} }`);
  await page.waitForTimeout(200);
  await page.getByTestId(button).click();
  await until(`sent.some(({ type }) => type === 'saveWished')`);
  const text: string = await page.evaluate(
    `new TextDecoder().decode(sent.find(({ type }) => type === 'saveWished').bytes)`,
  );
  await page.close();
  return `${text}\n`;
}

/** Colours of the light theme as the variables they came from: the editor draws a walkthrough's SVG in any theme. */
const themed = (text: string): string =>
  [
    [/<rect x="-12" y="-12"[^>]*\/>/u, ''],
    [/rgb\(59, 59, 59\)/gu, 'var(--vscode-foreground)'],
    [/rgba\(59, 59, 59, 0\.5\)/gu, 'var(--vscode-charts-lines)'],
    [/rgb\(0, 99, 211\)/gu, 'var(--vscode-elboLens-reconstruction)'],
    [/rgb\(163, 79, 0\)/gu, 'var(--vscode-elboLens-kl)'],
    [/rgb\(255, 255, 255\)/gu, 'var(--vscode-editor-background)'],
    [
      /color\(srgb 0\.231373 0\.231373 0\.231373 \/ 0\.14\)/gu,
      'color-mix(in srgb, var(--vscode-foreground) 14%, transparent)',
    ],
  ].reduce((now, [from, to]) => now.replace(from as RegExp, to as string), text);

const harness = await startHarness();
try {
  for (const figure of figures) {
    const text = await save(harness, figure, 800);
    await writeFile(inRepository('docs', 'images', `questions-${figure.name}.svg`), text);
    if (walked.has(figure.name))
      await writeFile(
        inRepository('media', 'walkthrough', `${figure.name}.svg`),
        themed(await save(harness, figure, 500)),
      );
    console.log(`${figure.name}: ${(text.length / 1024).toFixed(1)} KiB`);
  }
} finally {
  await harness.close();
}
