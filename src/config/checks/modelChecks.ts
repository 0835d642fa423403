// Checks of the networks against the data they read and draw.

import { dataKind, imageShape } from '../targets.ts';
import { code } from '../words.ts';
import { problemAt } from './check.ts';
import type { Check, CheckInput } from './check.ts';

const sides = ['encoder', 'decoder'] as const;

export const convNeedsPictures: Check = (input) => {
  const { data, model } = input.experiment;
  if (dataKind(data) !== 'tabular') return [];
  return sides
    .filter((side) => model[side].kind === 'conv')
    .map((side) =>
      problemAt(input, {
        severity: 'error',
        code: 'conv-needs-pictures',
        path: `model.${side}.kind`,
        message:
          `${code('conv')} slides over the pixels of a picture, but ${code(data.source)} is a table of numbers ` +
          'without neighbours. Use `kind: mlp`.',
        changeTo: 'mlp',
      }),
    );
};

/** Every stride-2 convolution halves the sides, rounding up; one that sees a single row has nothing to halve. */
export const tooManyConvolutions: Check = (input) => {
  const shape = imageShape(input.experiment.data);
  return shape ? sides.flatMap((side) => tooDeep(input, side, shape)) : [];
};

function tooDeep(input: CheckInput, side: (typeof sides)[number], shape: readonly number[]) {
  const network = input.experiment.model[side];
  if (network.kind !== 'conv') return [];
  const [height = 1, width = 1] = shape;
  const smaller = Math.min(height, width);
  const most = Math.max(1, Math.ceil(Math.log2(smaller)));
  const { length } = network.channels;
  if (length <= most) return [];
  return [
    problemAt(input, {
      severity: 'error',
      code: 'too-many-convolutions',
      path: `model.${side}.channels`,
      message:
        `${length} convolutions of stride 2 do not fit a picture of ${height} × ${width}: after ${most} it is one ` +
        `pixel (${halvings(smaller).join(' → ')}). Give at most ${most} channels.`,
    }),
  ];
}

function halvings(side: number): readonly number[] {
  return side <= 1 ? [side] : [side, ...halvings(Math.ceil(side / 2))];
}
