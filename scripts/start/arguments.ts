// What can be asked of `npm start`.

import { parseArgs } from 'node:util';
import type { EngineChoice } from '../../src/config/experiment.ts';

export const usage = `npm start                       open the examples, in VS Code or a browser
npm start -- --headless         train with no window
  --config FILE                 the config to train (default: examples/stroke-digits.elbo.yaml)
  --report OUT.json             where to write the report
  --screenshots DIR             take pictures of the trainer and the dashboard
  --engine ENGINE               auto, webgl, webgpu, wasm or cpu, instead of the config's own`;

const engines = [
  'auto',
  'webgl',
  'webgpu',
  'wasm',
  'cpu',
] as const satisfies readonly EngineChoice[];

export interface HeadlessRequest {
  readonly kind: 'headless';
  readonly config: string | undefined;
  readonly report: string | undefined;
  readonly screenshots: string | undefined;
  readonly engine: EngineChoice | undefined;
}

export type StartRequest =
  | { readonly kind: 'interactive' }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistaken'; readonly message: string }
  | HeadlessRequest;

export function readArguments(args: readonly string[]): StartRequest {
  let values: Partial<Record<string, string | boolean>>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        headless: { type: 'boolean' },
        help: { type: 'boolean' },
        config: { type: 'string' },
        report: { type: 'string' },
        screenshots: { type: 'string' },
        engine: { type: 'string' },
      },
    }));
  } catch (error) {
    return { kind: 'mistaken', message: error instanceof Error ? error.message : String(error) };
  }
  if (values['help'] === true) return { kind: 'help' };
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const [config, report, screenshots] = ['config', 'report', 'screenshots'].map(text);
  const named = text('engine');
  const engine = engines.find((id) => id === named);
  if (named !== undefined && engine === undefined) {
    return { kind: 'mistaken', message: `--engine is ${named}; expected ${engines.join(', ')}.` };
  }
  if (values['headless'] === true) return { kind: 'headless', config, report, screenshots, engine };
  const stray = ['config', 'report', 'screenshots', 'engine'].find(
    (name) => values[name] !== undefined,
  );
  if (stray !== undefined) {
    return { kind: 'mistaken', message: `--${stray} only has a meaning together with --headless.` };
  }
  return { kind: 'interactive' };
}
