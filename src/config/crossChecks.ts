// What several keys decide together, one function a check. They run on a config whose keys are each fine.

import type { Check, CheckInput } from './checks/check.ts';
import { codeNotAReference } from './checks/codeChecks.ts';
import * as data from './checks/dataChecks.ts';
import * as likelihood from './checks/likelihoodChecks.ts';
import * as model from './checks/modelChecks.ts';
import { targetsOutsideSupport } from './checks/supportChecks.ts';
import * as training from './checks/trainingChecks.ts';
import type { Problem } from './problem.ts';

const checks: readonly Check[] = [
  codeNotAReference,
  data.binarisationNeedsProbabilities,
  data.dequantisationNeedsBytes,
  data.thresholdOutsideRange,
  data.thresholdUnused,
  data.transformOfBits,
  data.scalingUnused,
  data.standardisedNeedsRealLikelihood,
  data.validationTakesAll,
  likelihood.bernoulliOutsideUnitInterval,
  likelihood.bernoulliOnGrey,
  targetsOutsideSupport,
  likelihood.densityOnBinary,
  likelihood.smallFixedSigma,
  likelihood.learnedScaleOnLevels,
  likelihood.manyOutputs,
  model.convNeedsPictures,
  model.tooManyConvolutions,
  training.batchLargerThanData,
  training.epochsAndSteps,
  training.scheduleOutlivesRun,
  training.evaluationOutlivesRun,
];

export const crossCheck = (input: CheckInput): readonly Problem[] =>
  checks.flatMap((check) => check(input));
