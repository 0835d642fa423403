// The trained variables by name, as numpy.load reads them, with the config they were trained by.

import type { Exporter } from './exporter.ts';
import { npyFile, type NpyContent } from './npyFile.ts';
import { encodeUtf8 } from './utf8.ts';
import { zipFile } from './zipFile.ts';

export const weightsNpz = {
  id: 'npz',
  label: 'Trained weights as NPZ',
  detail: 'Every variable by its name, for NumPy, PyTorch or JAX; kernels as inputs × outputs.',
  form: 'file',
  extension: 'npz',
  needs: 'weights',
  write: ({ experiment }, { variables, standardisation, step }) => {
    const arrays: readonly (readonly [string, NpyContent])[] = [
      ...variables.map(({ name, shape, values }) => [name, { shape, values }] as const),
      ...Object.entries(standardisation ?? {}).map(
        ([name, values]) =>
          [`standardisation.${name}`, { shape: [values.length], values }] as const,
      ),
      ['step', { shape: [], values: Float64Array.of(step) }],
      ['experiment_json', textArray(JSON.stringify(experiment))],
    ];
    const files = arrays.map(([name, content]) => ({
      path: `${name}.npy`,
      bytes: npyFile(content),
    }));
    return [{ path: 'weights.npz', bytes: zipFile(files) }];
  },
} as const satisfies Exporter;

/** UTF-8 bytes: `json.loads(bytes(x["experiment_json"]))`. */
function textArray(text: string): NpyContent {
  const values = encodeUtf8(text);
  return { shape: [values.length], values };
}
