// The examples of every rule by its id, for pages, `elbo-lens explain` and tests: apart, since what runs in an editor need
// not carry them.

import type { Examples } from '../rule.ts';
import * as unusedIgnore from './comments/unusedIgnore.ts';
import * as bceOnRealValuedTargets from './likelihood/bceOnRealValuedTargets.ts';
import * as bceTargetOutsideUnitInterval from './likelihood/bceTargetOutsideUnitInterval.ts';
import * as mseMissingHalf from './likelihood/mseMissingHalf.ts';
import * as klSignFlipped from './divergence/klSignFlipped.ts';
import * as klWrongConstant from './divergence/klWrongConstant.ts';
import * as klParameterMismatch from './divergence/klParameterMismatch.ts';
import * as klDirection from './divergence/klDirection.ts';
import * as klDivApiNotLog from './divergence/klDivApiNotLog.ts';
import * as klDivApiOrder from './divergence/klDivApiOrder.ts';
import * as klDivMeanReduction from './divergence/klDivMeanReduction.ts';
import * as klOnSamples from './divergence/klOnSamples.ts';
import * as residualPriorKl from './divergence/residualPriorKl.ts';
import * as mcKlAbsOrClamp from './divergence/mcKlAbsOrClamp.ts';
import * as klTwice from './divergence/klTwice.ts';
import * as priorScaleMismatch from './divergence/priorScaleMismatch.ts';
import * as meanOnlyKl from './divergence/meanOnlyKl.ts';
import * as reconMeanKlSum from './scale/reconMeanKlSum.ts';
import * as klMeanOverLatent from './scale/klMeanOverLatent.ts';
import * as bothMean from './scale/bothMean.ts';
import * as batchSumVsBatchMean from './scale/batchSumVsBatchMean.ts';
import * as klWeightDependsOnBatchOrDataset from './scale/klWeightDependsOnBatchOrDataset.ts';
import * as kerasLastAxisMean from './scale/kerasLastAxisMean.ts';
import * as scalarBroadcastReduction from './scale/scalarBroadcastReduction.ts';
import * as independentMissingEventDims from './scale/independentMissingEventDims.ts';
import * as betaUnused from './scale/betaUnused.ts';
import * as betaScheduleNeverReachesTarget from './scale/betaScheduleNeverReachesTarget.ts';
import * as trainEvalWeightDiffers from './scale/trainEvalWeightDiffers.ts';
import * as freeBitsOrder from './scale/freeBitsOrder.ts';
import * as lossScaleFromLogging from './scale/lossScaleFromLogging.ts';
import * as tokenVsSequence from './scale/tokenVsSequence.ts';
import * as dataparallelMean from './scale/dataparallelMean.ts';
import * as lossSummedOverBatch from './scale/lossSummedOverBatch.ts';
import * as reductionOverWrongAxis from './scale/reductionOverWrongAxis.ts';
import * as dividedTwice from './scale/dividedTwice.ts';
import * as misleadingName from './scale/misleadingName.ts';
import * as epsWrongDistribution from './sampling/epsWrongDistribution.ts';
import * as varianceAsStd from './sampling/varianceAsStd.ts';
import * as iwaeWeightsSign from './estimation/iwaeWeightsSign.ts';

const entries = [
  unusedIgnore,
  bceOnRealValuedTargets,
  bceTargetOutsideUnitInterval,
  mseMissingHalf,
  klSignFlipped,
  klWrongConstant,
  klParameterMismatch,
  klDirection,
  klDivApiNotLog,
  klDivApiOrder,
  klDivMeanReduction,
  klOnSamples,
  residualPriorKl,
  mcKlAbsOrClamp,
  klTwice,
  priorScaleMismatch,
  meanOnlyKl,
  reconMeanKlSum,
  klMeanOverLatent,
  bothMean,
  batchSumVsBatchMean,
  klWeightDependsOnBatchOrDataset,
  kerasLastAxisMean,
  scalarBroadcastReduction,
  independentMissingEventDims,
  betaUnused,
  betaScheduleNeverReachesTarget,
  trainEvalWeightDiffers,
  freeBitsOrder,
  lossScaleFromLogging,
  tokenVsSequence,
  dataparallelMean,
  lossSummedOverBatch,
  reductionOverWrongAxis,
  dividedTwice,
  misleadingName,
  epsWrongDistribution,
  varianceAsStd,
  iwaeWeightsSign,
];

export const examples: ReadonlyMap<string, Examples> = new Map(
  entries.map((entry) => [entry.rule.id, entry.examples]),
);
