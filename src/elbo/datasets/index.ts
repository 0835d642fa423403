// The registry of generated data sets, in the order users see them. Ids are read off the entries.

import { binaryBars } from './binaryBars.ts';
import { bagOfWords } from './bagOfWords.ts';
import type { Dataset } from './dataset.ts';
import { eightGaussians } from './eightGaussians.ts';
import { geneCounts } from './geneCounts.ts';
import { linearGaussian } from './linearGaussian.ts';
import { pinwheel } from './pinwheel.ts';
import { shapes } from './shapes.ts';
import { strokeDigits } from './strokeDigits.ts';
import { swissRoll } from './swissRoll.ts';
import { survey } from './survey.ts';
import { torsionAngles } from './torsionAngles.ts';
import { twoMoons } from './twoMoons.ts';

export const datasets = [
  twoMoons,
  eightGaussians,
  pinwheel,
  swissRoll,
  linearGaussian,
  binaryBars,
  shapes,
  strokeDigits,
  geneCounts,
  bagOfWords,
  survey,
  torsionAngles,
] as const satisfies readonly Dataset[];

export type DatasetId = (typeof datasets)[number]['id'];

export const datasetIds = datasets.map((dataset) => dataset.id) as readonly DatasetId[];

/** The entry of an id; there is one for each. */
export function getDataset(id: DatasetId): Dataset<DatasetId> {
  const found = datasets.find((dataset) => dataset.id === id);
  if (found === undefined) throw new Error(`no data set is called ${JSON.stringify(id)}`);
  return found;
}
