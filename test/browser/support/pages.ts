// Pages of the real bundle for one suite: opened one after another, closed after each test, none of which may leave a
// violation of the policy or a script error behind.

import assert from 'node:assert/strict';
import {
  startHarness,
  type Harness,
  type LoadedPage,
} from '../../../scripts/gallery/pageHarness.ts';
import type {
  syntheticComparisons,
  syntheticRuns,
} from '../../../scripts/gallery/syntheticRuns.ts';
import type { ThemeName } from '../../../scripts/gallery/themes.ts';
import type { FromWebview, PanelKind } from '../../../src/protocol/messages.ts';

export type Sent<T extends FromWebview['type']> = Extract<FromWebview, { type: T }>;

export interface Variant {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly worker?: string;
  readonly reducedMotion?: boolean;
}

export interface Pages {
  /** An empty page of its usual width. */
  readonly open: (kind: PanelKind, variant?: Variant) => Promise<LoadedPage>;
  /** A page that shows a synthetic run. */
  readonly show: (
    kind: 'dashboard' | 'trainer',
    run: keyof typeof syntheticRuns,
    variant?: Variant,
  ) => Promise<LoadedPage>;
  readonly compare: (
    runs: keyof typeof syntheticComparisons,
    variant?: Variant,
  ) => Promise<LoadedPage>;
  readonly harness: () => Harness;
}

const widths: Readonly<Record<PanelKind, number>> = {
  dashboard: 320,
  trainer: 1200,
  compare: 1100,
};

/** To be called in a `describe`. */
export function pagesOfSuite(): Pages {
  let harness: Harness;
  const pages: LoadedPage[] = [];
  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.close());
  afterEach(async () => {
    const complaints = await Promise.all(pages.map((loaded) => loaded.complaints()));
    await Promise.all(pages.splice(0).map(({ page }) => page.close()));
    assert.deepEqual(complaints.flat(), [], 'the page broke its security policy or threw');
  });
  const open = async (kind: PanelKind, variant: Variant = {}): Promise<LoadedPage> => {
    const usual = { theme: 'dark', width: widths[kind], height: 800 } as const;
    const loaded = await harness.open({ kind, ...usual, ...variant });
    pages.push(loaded);
    return loaded;
  };
  const told = async (loaded: LoadedPage, message: string): Promise<LoadedPage> => {
    await loaded.send(message);
    await loaded.painted();
    return loaded;
  };
  return {
    open,
    show: async (kind, run, variant) =>
      told(
        await open(kind, variant),
        `{ type: 'runShown', run: gallery.syntheticRuns.${run}(), configs: [] }`,
      ),
    compare: async (runs, variant) =>
      told(
        await open('compare', variant),
        `{ type: 'comparisonShown', runs: gallery.syntheticComparisons.${runs}() }`,
      ),
    harness: () => harness,
  };
}

export const sentOf = async <T extends FromWebview['type']>(
  loaded: LoadedPage,
  type: T,
): Promise<readonly Sent<T>[]> =>
  (await loaded.sent()).filter((message): message is Sent<T> => message.type === type);
