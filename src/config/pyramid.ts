// The sizes of a picture on its way through convolutions of stride 2, which halve it, rounding up. The encoder goes
// down them; the decoder comes back up through the same ones.

import type { NetworkConfig } from './experiment.ts';

type ConvConfig = Pick<Extract<NetworkConfig, { kind: 'conv' }>, 'channels'>;

/** Height and width before each convolution, and after the last. */
export function pyramid(
  { channels }: ConvConfig,
  [height = 1, width = 1]: readonly number[],
): readonly (readonly [number, number])[] {
  const sizes: (readonly [number, number])[] = [[height, width]];
  for (const _ of channels) {
    const [above = 1, across = 1] = sizes.at(-1) ?? [];
    sizes.push([Math.ceil(above / 2), Math.ceil(across / 2)]);
  }
  return sizes;
}

/** Height, width and channels after the last convolution. */
export function sizeAtBottom(config: ConvConfig, shape: readonly number[]): readonly number[] {
  const [height, width] = pyramid(config, shape).at(-1) ?? [1, 1];
  return [height, width, config.channels.at(-1) ?? 1];
}
