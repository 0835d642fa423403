// Every rule, in the order of its number.

import type { Rule } from '../rule.ts';
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

export const rules: readonly Rule[] = [
  unusedIgnore.rule,
  bceOnRealValuedTargets.rule,
  bceTargetOutsideUnitInterval.rule,
  mseMissingHalf.rule,
  klSignFlipped.rule,
  klWrongConstant.rule,
  klParameterMismatch.rule,
  klDirection.rule,
  klDivApiNotLog.rule,
  klDivApiOrder.rule,
  klDivMeanReduction.rule,
  klOnSamples.rule,
  residualPriorKl.rule,
  mcKlAbsOrClamp.rule,
  klTwice.rule,
  priorScaleMismatch.rule,
  meanOnlyKl.rule,
  reconMeanKlSum.rule,
  klMeanOverLatent.rule,
  bothMean.rule,
  batchSumVsBatchMean.rule,
  klWeightDependsOnBatchOrDataset.rule,
  kerasLastAxisMean.rule,
  scalarBroadcastReduction.rule,
  independentMissingEventDims.rule,
  betaUnused.rule,
  betaScheduleNeverReachesTarget.rule,
  trainEvalWeightDiffers.rule,
  freeBitsOrder.rule,
  lossScaleFromLogging.rule,
  tokenVsSequence.rule,
  dataparallelMean.rule,
  lossSummedOverBatch.rule,
  reductionOverWrongAxis.rule,
  dividedTwice.rule,
  misleadingName.rule,
  epsWrongDistribution.rule,
  varianceAsStd.rule,
  iwaeWeightsSign.rule,
];
