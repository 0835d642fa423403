// Learned parameters of standardised data in the units of the data themselves: the logarithm of a scale gets that of the
// data's scale added.

import type { Setting } from '../elbo/families/family.ts';
import { getFamily, type FamilyId } from '../elbo/families/index.ts';
import type { TrainingCheckpoint } from '../elbo/trainingCheckpoint.ts';

/** What is added to the unconstrained parameter of a scale where data were divided by `scale`. */
export const shiftOf = (setting: Setting | undefined, scale: number): number =>
  setting === undefined ? 0 : setting.learnedFromValue(scale) - setting.learnedFromValue(1);

/** What of the likelihood does not vary with z: learned settings that are shared, or one for each dimension. */
export function freeParameters(
  { variables, standardisation }: TrainingCheckpoint,
  family: FamilyId,
): Readonly<Record<string, readonly number[]>> {
  const [scaleSetting] = getFamily(family).decoder.settings;
  const free = variables.filter(({ name }) => name.startsWith('likelihood.'));
  return Object.fromEntries(
    free.map(({ name, values }) => {
      const parameter = name.replace('likelihood.', '');
      const units = parameter === scaleSetting?.parameter ? standardisation?.scale : undefined;
      return [parameter, units ? inUnits(values, units, scaleSetting) : Array.from(values)];
    }),
  );
}

/** One number for all dimensions stays one where they share their scale. */
function inUnits(
  values: Float32Array,
  scale: Float64Array,
  setting: Setting | undefined,
): readonly number[] {
  const isShared = values.length === 1 && scale.every((each) => each === scale[0]);
  return Array.from(
    { length: isShared ? 1 : scale.length },
    (_, i) => (values[i % values.length] ?? Number.NaN) + shiftOf(setting, scale[i] ?? 1),
  );
}
