// The registry of ways to export a run, in the order users see them.

import type { Exporter } from './exporter.ts';
import { historyCsv } from './historyCsv.ts';
import { runJson } from './runJson.ts';
import { tfjsModel } from './tfjsModel.ts';
import { weightsNpz } from './weightsNpz.ts';

export const exporters = [
  historyCsv,
  runJson,
  tfjsModel,
  weightsNpz,
] as const satisfies readonly Exporter[];
