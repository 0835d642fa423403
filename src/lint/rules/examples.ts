// The examples of every rule by its id, for pages, `elbo-lens explain` and tests: apart, since what runs in an editor need
// not carry them.

import type { Examples } from '../rule.ts';
import * as unusedIgnore from './comments/unusedIgnore.ts';
import * as bceOnRealValuedTargets from './likelihood/bceOnRealValuedTargets.ts';
import * as bceTargetOutsideUnitInterval from './likelihood/bceTargetOutsideUnitInterval.ts';
import * as bernoulliLogProbSoftTarget from './likelihood/bernoulliLogProbSoftTarget.ts';
import * as doubleSigmoid from './likelihood/doubleSigmoid.ts';
import * as missingSigmoid from './likelihood/missingSigmoid.ts';
import * as softmaxIntoCrossEntropy from './likelihood/softmaxIntoCrossEntropy.ts';
import * as mseMissingHalf from './likelihood/mseMissingHalf.ts';
import * as impliedSigma from './likelihood/impliedSigma.ts';
import * as gaussianNllDropsConstant from './likelihood/gaussianNllDropsConstant.ts';
import * as gaussianNllWrongScale from './likelihood/gaussianNllWrongScale.ts';
import * as notALikelihood from './likelihood/notALikelihood.ts';
import * as outputSupportMismatch from './likelihood/outputSupportMismatch.ts';
import * as poissonLogInput from './likelihood/poissonLogInput.ts';
import * as negativeBinomialParameters from './likelihood/negativeBinomialParameters.ts';
import * as categoricalTargetShape from './likelihood/categoricalTargetShape.ts';
import * as discretisedBinWidth from './likelihood/discretisedBinWidth.ts';
import * as densityOnDiscreteData from './likelihood/densityOnDiscreteData.ts';
import * as continuousBernoulliMisuse from './likelihood/continuousBernoulliMisuse.ts';
import * as unboundedLearnedVariance from './likelihood/unboundedLearnedVariance.ts';
import * as sharedOrOwnOptimalSigma from './likelihood/sharedOrOwnOptimalSigma.ts';
import * as swappedLossArguments from './likelihood/swappedLossArguments.ts';
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
import * as logOfSigmoid from './numerics/logOfSigmoid.ts';
import * as expLogvarUnclamped from './numerics/expLogvarUnclamped.ts';
import * as logSumExpManual from './numerics/logSumExpManual.ts';
import * as epsInsideLogVariance from './numerics/epsInsideLogVariance.ts';
import * as reluVariance from './numerics/reluVariance.ts';
import * as nbLargeTheta from './numerics/nbLargeTheta.ts';
import * as whereNanGradient from './numerics/whereNanGradient.ts';
import * as bceClampAt100 from './numerics/bceClampAt100.ts';
import * as halfPrecisionSum from './numerics/halfPrecisionSum.ts';
import * as nonReparameterisedSample from './sampling/nonReparameterisedSample.ts';
import * as epsWrongDistribution from './sampling/epsWrongDistribution.ts';
import * as varianceAsStd from './sampling/varianceAsStd.ts';
import * as detachedPosterior from './sampling/detachedPosterior.ts';
import * as evalUsesMean from './sampling/evalUsesMean.ts';
import * as jaxKeyReuse from './sampling/jaxKeyReuse.ts';
import * as sampleAxisAveraged from './sampling/sampleAxisAveraged.ts';
import * as iwaeMeanOfLogs from './estimation/iwaeMeanOfLogs.ts';
import * as iwaeMissingLogK from './estimation/iwaeMissingLogK.ts';
import * as iwaeWeightsSign from './estimation/iwaeWeightsSign.ts';
import * as iwaeWeightsNotDetached from './estimation/iwaeWeightsNotDetached.ts';
import * as iwaeAnalyticKl from './estimation/iwaeAnalyticKl.ts';
import * as unnormalisedLogWeights from './estimation/unnormalisedLogWeights.ts';
import * as mwsOffset from './estimation/mwsOffset.ts';
import * as mssWeightsColumn from './estimation/mssWeightsColumn.ts';
import * as mssDatasetSize from './estimation/mssDatasetSize.ts';
import * as bitsPerDim from './estimation/bitsPerDim.ts';
import * as boundDirection from './estimation/boundDirection.ts';

const entries = [
  unusedIgnore,
  bceOnRealValuedTargets,
  bceTargetOutsideUnitInterval,
  bernoulliLogProbSoftTarget,
  doubleSigmoid,
  missingSigmoid,
  softmaxIntoCrossEntropy,
  mseMissingHalf,
  impliedSigma,
  gaussianNllDropsConstant,
  gaussianNllWrongScale,
  notALikelihood,
  outputSupportMismatch,
  poissonLogInput,
  negativeBinomialParameters,
  categoricalTargetShape,
  discretisedBinWidth,
  densityOnDiscreteData,
  continuousBernoulliMisuse,
  unboundedLearnedVariance,
  sharedOrOwnOptimalSigma,
  swappedLossArguments,
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
  logOfSigmoid,
  expLogvarUnclamped,
  logSumExpManual,
  epsInsideLogVariance,
  reluVariance,
  nbLargeTheta,
  whereNanGradient,
  bceClampAt100,
  halfPrecisionSum,
  nonReparameterisedSample,
  epsWrongDistribution,
  varianceAsStd,
  detachedPosterior,
  evalUsesMean,
  jaxKeyReuse,
  sampleAxisAveraged,
  iwaeMeanOfLogs,
  iwaeMissingLogK,
  iwaeWeightsSign,
  iwaeWeightsNotDetached,
  iwaeAnalyticKl,
  unnormalisedLogWeights,
  mwsOffset,
  mssWeightsColumn,
  mssDatasetSize,
  bitsPerDim,
  boundDirection,
];

export const examples: ReadonlyMap<string, Examples> = new Map(
  entries.map((entry) => [entry.rule.id, entry.examples]),
);
