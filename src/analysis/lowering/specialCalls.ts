// Calls that are more than arithmetic on their arguments, by the last part of their path: layers, programs, blocks run
// where they stand. One that turns out not to be what its name says answers nothing.

import type { Code } from './code.ts';
import { appliedLayer, inputOf, layerOf } from './layers.ts';
import { einsum } from './libraryCalls.ts';
import { newFlow } from './flow.ts';
import { type Machine } from './machine.ts';
import { libraryElbo, sampleStatement } from './programs.ts';
import { type CallArguments, type FunctionValue, Scope, type Value } from './values.ts';

interface Given {
  readonly args: CallArguments;
  /** The same with the receiver of a method in front. */
  readonly full: CallArguments;
  readonly isMethod: boolean;
}

type Special = (m: Machine, path: string, given: Given) => Value | undefined;

const layer: Special = (m, path, { args, isMethod }) =>
  isMethod
    ? undefined
    : (appliedLayer(m, path, args) ?? layerOf(m, path, args) ?? inputOf(m, path, args));

const block: Special = (m, _, { args }) => {
  const [body] = args.positional;
  return body?.kind === 'function' ? runNow(m, body) : undefined;
};

const dictionary: Special = (m, _, { args }) => dictionaryOf(m, args);

const shape: Special = (m, _, { full, isMethod }) => {
  const of: Code | undefined = isMethod ? undefined : m.codeOf(full.positional[0]);
  return of && { kind: 'shape', of, from: 0 };
};

const layers = `Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d Conv1D Conv2D Conv3D Conv2DTranspose
  Conv1DTranspose Conv3DTranspose ConvTranspose conv2d conv1d conv2dTranspose Linear Dense dense LazyLinear fully_connected linear fc Sequential sequential Input InputLayer input Reshape
  reshape ReLU LeakyReLU Sigmoid Tanh Softplus GELU ELU SELU SiLU Activation Dropout BatchNorm BatchNorm1d BatchNorm2d
  BatchNorm3d BatchNormalization LayerNorm LayerNormalization Softmax relu sigmoid tanh`;

const specials = new Map<string, Special>([
  ...layers.split(/\s+/u).map((name) => [name, layer] as const),
  ['einsum', (m, _, { full }) => einsum(m, full)],
  ['sample', (m, path, { args }) => sampleStatement(m, path, args)],
  ['tidy', block],
  ['variableGrads', block],
  ['valueAndGrads', block],
  ['OrderedDict', dictionary],
  ['defaultdict', dictionary],
  ['SVI', (m, _, { args }) => libraryElbo(m, args)],
  ['shape', shape],
]);

export function specialCall(m: Machine, path: string, given: Given): Value | undefined {
  return specials.get(path.slice(path.lastIndexOf('.') + 1))?.(m, path, given);
}

/** `dict(other, key=value)` */
export function dictionaryOf(m: Machine, { positional, keyword }: CallArguments): Value {
  const [first] = positional;
  const before = first?.kind === 'dictionary' ? first.entries : [];
  return { kind: 'dictionary', entries: new Map([...before, ...keyword]), born: m.part };
}

/** A block passed as a function and run where it stands: its statements belong to the enclosing function. */
function runNow(m: Machine, body: FunctionValue): Value {
  const flow = newFlow();
  m.run(body.body, new Scope(body.scope), flow);
  return flow.returns[0]?.value ?? { kind: 'nothing' };
}
