// What several keys decide together.

import type { Experiment } from './experiment.ts';
import type { Problem } from './problem.ts';
import type { ConfigNode } from './syntax.ts';

export function crossCheck(_experiment: Experiment, _root: ConfigNode): readonly Problem[] {
  return [];
}
