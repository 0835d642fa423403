// What a run reports of its data once they are ready.

import { bitsPerDimRule, type MeasuredFamily } from '../elbo/metrics/bitsPerDim.ts';
import type { DataReport } from '../elbo/trainingEvent.ts';
import type { PreparedData } from './pipeline.ts';

/** The report of prepared data under a likelihood family, which decides whether bits/dim exist. */
export function reportData(prepared: PreparedData, family: MeasuredFamily): DataReport {
  const rule = bitsPerDimRule(family, prepared.targets);
  return {
    name: prepared.name,
    kind: prepared.kind,
    shape: prepared.shape,
    dimensions: prepared.dimensions,
    columns: prepared.columns,
    trainCount: prepared.train.count,
    validationCount: prepared.validation?.count ?? 0,
    minimum: prepared.range.minimum,
    maximum: prepared.range.maximum,
    sumLogScale: prepared.standardisation?.sumLogScale ?? null,
    fingerprint: prepared.fingerprint,
    bitsPerDimUndefinedBecause: rule.defined ? null : rule.because,
  };
}
