// Builds encoders and decoders from their config. Encoder: x to the parameters of q(z|x). Decoder: z to the
// parameters of p(x|z) that vary per datum. Both work on one row per datum; images are NHWC inside.

import type { NetworkConfig } from '../../config/experiment.ts';
import { pyramid, sizeAtBottom } from '../../config/pyramid.ts';
import type { Traced } from '../differentiable.ts';
import { convolutionLayer, transposedConvolutionLayer } from './convolution.ts';
import { denseLayer } from './dense.ts';
import { applyLayers, reshapeLayer, type Layer, type LayerObserver } from './layer.ts';
import type { Parameters } from './parameters.ts';

/** A trunk that all heads share, then one chain of layers per named output. */
export interface Network {
  readonly trunk: readonly Layer[];
  readonly heads: Readonly<Record<string, readonly Layer[]>>;
}

export function applyNetwork(
  network: Network,
  x: Traced,
  observe?: LayerObserver,
): Readonly<Record<string, Traced>> {
  const features = applyLayers(network.trunk, x, observe);
  return Object.fromEntries(
    Object.entries(network.heads).map(([output, layers]) => [
      output,
      applyLayers(layers, features, observe),
    ]),
  );
}

const productOf = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1);

/** Dense layers `name.hidden0` ...; returns them and the width they end in. */
function hiddenLayers(
  name: string,
  inputs: number,
  { hidden, activation }: Pick<NetworkConfig, 'hidden' | 'activation'>,
  parameters: Parameters,
): { readonly layers: readonly Layer[]; readonly width: number } {
  let width = inputs;
  const layers = hidden.map((outputs, index) => {
    const layer = denseLayer(
      `${name}.hidden${index}`,
      { inputs: width, outputs, activation },
      parameters,
    );
    width = outputs;
    return layer;
  });
  return { layers, width };
}

/** [B, D] -> { mu, logvar }, each [B, latent]. */
export function buildEncoder(
  config: NetworkConfig,
  shape: readonly number[],
  latent: number,
  parameters: Parameters,
): Network {
  const down = config.kind === 'conv' ? convolutions(config, shape, parameters) : [];
  const inputs = config.kind === 'conv' ? productOf(sizeAtBottom(config, shape)) : productOf(shape);
  const { layers, width } = hiddenLayers('encoder', inputs, config, parameters);
  const head = (output: string) => [
    denseLayer(
      `encoder.${output}`,
      { inputs: width, outputs: latent, activation: 'linear' },
      parameters,
    ),
  ];
  return { trunk: [...down, ...layers], heads: { mu: head('mu'), logvar: head('logvar') } };
}

type ConvConfig = Extract<NetworkConfig, { kind: 'conv' }>;

function convolutions(
  config: ConvConfig,
  shape: readonly number[],
  parameters: Parameters,
): readonly Layer[] {
  const { channels, kernel, activation } = config;
  const layers = channels.map((outputs, index) => {
    const inputs = index === 0 ? (shape[2] ?? 1) : (channels[index - 1] ?? 1);
    const size = { kernel, inputs, outputs, activation };
    return convolutionLayer(`encoder.conv${index}`, size, parameters);
  });
  const flat = reshapeLayer('encoder.flatten', [productOf(sizeAtBottom(config, shape))]);
  return [reshapeLayer('encoder.image', shape), ...layers, flat];
}

/** One output of a decoder: how many values each data dimension has, and what is added to every initial bias. */
export interface OutputSize {
  readonly biasShift: number;
  readonly perDimension: number;
}

/** [B, latent] -> one [B, D] per name in `outputs`, or [B, D perDimension], the values of a dimension side by side. */
export function buildDecoder(
  config: NetworkConfig,
  shape: readonly number[],
  latent: number,
  outputs: Readonly<Record<string, OutputSize>>,
  parameters: Parameters,
): Network {
  const hidden = hiddenLayers('decoder', latent, config, parameters);
  if (config.kind === 'mlp') {
    const heads = Object.entries(outputs).map(([name, { biasShift, perDimension }]) => {
      const width = productOf(shape) * perDimension;
      const size = {
        inputs: hidden.width,
        outputs: width,
        activation: 'linear',
        biasShift,
      } as const;
      return [name, [denseLayer(`decoder.${name}`, size, parameters)]];
    });
    return { trunk: hidden.layers, heads: Object.fromEntries(heads) };
  }
  const bottom = sizeAtBottom(config, shape);
  const size = {
    inputs: hidden.width,
    outputs: productOf(bottom),
    activation: config.activation,
  };
  const unflatten = [
    denseLayer('decoder.unflatten', size, parameters),
    reshapeLayer('decoder.image', bottom),
  ];
  const up = transposedConvolutions(config, shape, parameters);
  const heads = Object.entries(outputs).map(([name, output]) => [
    name,
    lastConvolution(name, config, shape, output, parameters),
  ]);
  return {
    trunk: [...hidden.layers, ...unflatten, ...up],
    heads: Object.fromEntries(heads),
  };
}

/** From the bottom up to half the picture's size, channels in reverse. */
function transposedConvolutions(
  config: ConvConfig,
  shape: readonly number[],
  parameters: Parameters,
): readonly Layer[] {
  const { channels, kernel, activation } = config;
  const sizes = pyramid(config, shape);
  return channels
    .slice(1)
    .map((inputs, index) => ({ inputs, index: index + 1 }))
    .toReversed()
    .map(({ inputs, index }) => {
      const [height, width] = sizes[index] ?? [1, 1];
      const outputs = channels[index - 1] ?? 1;
      const size = { kernel, inputs, outputs, activation, height, width };
      return transposedConvolutionLayer(`decoder.conv${index}`, size, parameters);
    });
}

function lastConvolution(
  name: string,
  config: ConvConfig,
  shape: readonly number[],
  { biasShift, perDimension }: OutputSize,
  parameters: Parameters,
): readonly Layer[] {
  const [height = 1, width = 1, channels = 1] = shape;
  const outputs = channels * perDimension;
  const layer = transposedConvolutionLayer(
    `decoder.${name}`,
    {
      kernel: config.kernel,
      inputs: config.channels[0] ?? 1,
      outputs,
      activation: 'linear',
      height,
      width,
      biasShift,
    },
    parameters,
  );
  return [layer, reshapeLayer(`decoder.${name}.flatten`, [height * width * outputs])];
}
