// A variational autoencoder: encoder, reparameterised draw, decoder and likelihood head, with named variables.

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Experiment } from '../config/experiment.ts';
import type { PreparedData } from '../data/pipeline.ts';
import type { Axis } from '../elbo/axes.ts';
import { encoderInput } from '../elbo/families/encoderInput.ts';
import { getFamily } from '../elbo/families/index.ts';
import { exp, half, plus, symbol, times } from '../elbo/expr/build.ts';
import { evaluate } from '../elbo/expr/evaluate.ts';
import type { Random } from '../elbo/random.ts';
import { inDataUnits } from './dataUnits.ts';
import type { Traced } from './differentiable.ts';
import { likelihoodHead, type DecoderOutput, type LikelihoodHead } from './likelihoodHead.ts';
import { reshaped, type LayerObserver } from './networks/layer.ts';
import { applyNetwork, buildDecoder, buildEncoder } from './networks/network.ts';
import { Parameters } from './networks/parameters.ts';
import { constantOperand, type AxisTensor, type Operand } from './operand.ts';
import { tensorOps } from './tensorOps.ts';

export interface Posterior {
  readonly mu: AxisTensor;
  readonly logvar: AxisTensor;
}

export interface Model {
  readonly parameters: Parameters;
  readonly head: LikelihoodHead;
  readonly latent: number;
  /** q(z|x) of x [B, D], standardised where the data are. */
  readonly encode: (x: Tensor, observe?: LayerObserver) => Posterior;
  /** The parameters of p(x|z) for z along [batch, latent] or [sample, batch, latent]. */
  readonly decode: (z: AxisTensor, observe?: LayerObserver) => Readonly<Record<string, Operand>>;
}

/** What a model must know of the data: the shape of a datum, the levels it takes if they are countable, its units. */
export type ModelData = Pick<PreparedData, 'shape' | 'levels' | 'standardisation'>;

export function buildModel(
  experiment: Experiment,
  { shape, levels, standardisation }: ModelData,
  random: Random,
): Model {
  const { model, likelihood } = experiment;
  const { latent } = model;
  const dimensions = shape.reduce((product, size) => product * size, 1);
  const parameters = new Parameters(model.initialisation, random);
  const encoder = buildEncoder(model.encoder, shape, latent, parameters);
  const head = inDataUnits(
    likelihoodHead(likelihood, { dimensions, levels }, parameters),
    standardisation,
  );
  const input = encoderInput(getFamily(likelihood.family));
  const decoder = buildDecoder(model.decoder, shape, latent, head.decoderOutputs, parameters);
  return {
    parameters,
    head,
    latent,
    encode: (x, observe) => {
      const read = evaluate<Operand>(input, tensorOps, {
        x: constantOperand(x, ['batch', 'data']),
      });
      const { mu, logvar } = applyNetwork(encoder, read as AxisTensor, observe);
      return { mu: perLatent(mu), logvar: perLatent(logvar) };
    },
    decode: (z, observe) => {
      const decoded = applyNetwork(decoder, rowPerDraw(z, latent), observe);
      const axes: readonly Axis[] = z.axes.map((axis) => (axis === 'latent' ? 'data' : axis));
      const draws = z.tensor.shape.slice(0, -1);
      const withAxes = (name: string, value: Traced): AxisTensor => {
        const { axis, perDimension } = head.decoderOutputs[name] ?? plainOutput;
        if (axis !== 'none') {
          const shape = [...draws, dimensions, perDimension];
          return { ...reshaped(value, shape), axes: [...axes, axis] };
        }
        return { ...(draws.length > 1 ? reshaped(value, [...draws, dimensions]) : value), axes };
      };
      const named = Object.entries(decoded).map(([name, value]) => [name, withAxes(name, value)]);
      return head.bind(Object.fromEntries(named) as Readonly<Record<string, AxisTensor>>);
    },
  };
}

const plainOutput: DecoderOutput = { biasShift: 0, perDimension: 1, axis: 'none' };

function perLatent(value: Traced | undefined): AxisTensor {
  if (value === undefined) throw new Error('the encoder lacks an output');
  return { ...value, axes: ['batch', 'latent'] };
}

/** Networks take one row per input: draws of the same datum become rows, sample outermost. */
function rowPerDraw(z: AxisTensor, latent: number): Traced {
  return z.axes.length > 2 ? reshaped(z, [z.tensor.size / latent, latent]) : z;
}

/**
 * z = mu + exp(logvar / 2) eps, so that gradients reach mu and logvar through the draw.
 * Source: D. P. Kingma, M. Welling, 2013, arXiv:1312.6114, section 2.4.
 */
const reparameterisation = plus(
  symbol('mu', ['batch', 'latent']),
  times(
    exp(times(half, symbol('logvar', ['batch', 'latent']))),
    symbol('eps', ['sample', 'batch', 'latent']),
  ),
);

/** A draw z ~ q(z|x) from standard normal noise [B, d] or [K, B, d]. */
export function drawLatent({ mu, logvar }: Posterior, noise: Tensor): AxisTensor {
  const axes: readonly Axis[] =
    noise.rank === 3 ? ['sample', 'batch', 'latent'] : ['batch', 'latent'];
  const eps = constantOperand(noise, axes);
  return evaluate<Operand>(reparameterisation, tensorOps, { mu, logvar, eps }) as AxisTensor;
}
