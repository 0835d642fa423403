// Several runs side by side as a table: a line for each quantity and each setting, a column for each run.

import { lossesOf } from '../elbo/losses.ts';
import { countActiveUnits } from '../elbo/metrics/activeUnits.ts';
import type { RunSnapshot } from '../protocol/run.ts';
import { settingsOfRuns } from '../protocol/settings.ts';
import type { ExportedFile } from './exporter.ts';
import { encodeUtf8 } from './utf8.ts';

/** The last evaluation, of the validation split where there is one; losses in nats per datum. */
function measured(run: RunSnapshot): Readonly<Record<string, string>> {
  const evaluation = run.evaluations.at(-1);
  if (evaluation === undefined) return {};
  const split = evaluation.validation ?? evaluation.train;
  const { total, reconstruction, kl } = lossesOf(split);
  return {
    'evaluated at step': String(evaluation.step),
    'evaluated on': evaluation.validation === null ? 'train' : 'validation',
    'negative ELBO': String(total),
    'reconstruction loss': String(reconstruction),
    KL: String(kl),
    'bits per dimension': split.bitsPerDim === null ? '' : String(split.bitsPerDim),
    'standard error of the ELBO': String(split.elboStandardError ?? ''),
    'active units': String(countActiveUnits(split.varianceOfMean)),
  };
}

/** Text with a separator, a quote or a line break in it stands in quotes. */
const quoted = (text: string): string =>
  /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export function comparisonCsv(runs: readonly RunSnapshot[]): ExportedFile {
  const each = runs.map(measured);
  const quantities = [...new Set(each.flatMap((values) => Object.keys(values)))];
  const lines = [
    ['', ...runs.map(({ name }) => name)],
    ['state', ...runs.map(({ state }) => state)],
    ...quantities.map((name) => [name].concat(each.map((values) => values[name] ?? ''))),
    ...settingsOfRuns(runs).map(({ path, values }) => [path].concat(values)),
  ];
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\n');
  return { path: 'comparison.csv', bytes: encodeUtf8(`${text}\n`) };
}
