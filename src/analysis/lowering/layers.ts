// Layers of a network, as far as sizes go: how wide the last axis of what they return is, and where that is written.

import { type Activation, type Code, unnamed } from './code.ts';
import { code, type Machine } from './machine.ts';
import type { Width } from './unit.ts';
import { opaque } from './opaque.ts';
import type { CallArguments, LayerValue, Value } from './values.ts';

const dense = /(?:^|\.)(?:Linear|Dense|dense|LazyLinear)$/u;
const convolution =
  /(?:^|\.)(?:(?:Lazy)?Conv(?:Transpose)?\d[dD](?:Transpose)?|ConvTranspose|layers\.conv\d[dD](?:Transpose)?)$/u;
/** Functions that make a layer and apply it. */
const applied = /(?:^|\.)(?:dense|fully_connected|linear|fc)$/u;
const containers = /(?:^|\.)(?:Sequential|sequential)$/u;
const inputs = /(?:^|\.)(?:Input|InputLayer|input|Reshape|reshape)$/u;
/** Keep the width of what they are given. */
const passing =
  /(?:^|\.)(?:ReLU|LeakyReLU|Sigmoid|Tanh|Softplus|GELU|ELU|SELU|SiLU|Activation|Dropout|BatchNorm\w*|BatchNormalization|LayerNorm\w*|LayerNormalization|Softmax|relu|sigmoid|tanh)$/u;

/** `tf.layers.dense(h, 20)`: a layer made and applied at once. */
export function appliedLayer(m: Machine, path: string, args: CallArguments): Value | undefined {
  if (!applied.test(path)) return undefined;
  const [first, ...rest] = args.positional;
  const input = args.keyword.get('inputs') ?? args.keyword.get('x') ?? first;
  const isTensor = input?.kind === 'code' && numberOf(input.code) === null;
  if (!input || !isTensor) return undefined;
  const isNamed = input !== first;
  const widths = { ...args, positional: isNamed ? args.positional : rest };
  const name = path.slice(path.lastIndexOf('.') + 1);
  const width = denseWidth(m, { ...widths, keyword: withUnits(args.keyword) });
  const layer: LayerValue = {
    kind: 'layer',
    name,
    at: args.span.from,
    width,
    takes: null,
    activation: activationOf(args, name),
  };
  return callLayer(m, layer, { ...args, positional: [input], keyword: new Map() });
}

function withUnits(keyword: CallArguments['keyword']): CallArguments['keyword'] {
  const units = keyword.get('num_outputs') ?? keyword.get('n_units');
  return units ? new Map([...keyword, ['units', units]]) : keyword;
}

/** The layer a constructor of this path makes; undefined for anything else. */
export function layerOf(m: Machine, path: string, args: CallArguments): LayerValue | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (dense.test(path)) {
    const width = denseWidth(m, args);
    const activation = activationOf(args, name);
    return {
      kind: 'layer',
      name,
      at: args.span.from,
      width,
      takes: takenWidth(m, args),
      activation,
    };
  }
  const isApplied =
    args.positional[0]?.kind === 'code' && numberOf(args.positional[0].code) === null;
  if (convolution.test(path) && (/[A-Z]\w*$/u.test(name) || !isApplied)) {
    const activation = activationOf(args, name);
    return { kind: 'layer', name, at: args.span.from, width: null, takes: null, activation };
  }
  if (containers.test(path)) {
    const items = args.positional.flatMap((item) => (item.kind === 'tuple' ? item.items : [item]));
    const layers = items.filter((item) => item.kind === 'layer');
    const last = layers.findLast(({ width }) => width !== 'same');
    const takes = layers[0]?.takes ?? null;
    const final = items.at(-1);
    const activation = final?.kind === 'layer' ? final.activation : null;
    return layers.length > 0
      ? { kind: 'layer', name, at: args.span.from, width: last?.width ?? null, takes, activation }
      : undefined;
  }
  if (passing.test(path) && args.positional.every((value) => m.codeOf(value) === undefined)) {
    const activation = activations.get(name.toLowerCase()) ?? optionActivation(args) ?? null;
    return { kind: 'layer', name, at: args.span.from, width: 'same', takes: null, activation };
  }
  return undefined;
}

const activations = new Map<string, Activation>([
  ['linear', 'linear'],
  ['sigmoid', 'sigmoid'],
  ['tanh', 'tanh'],
  ['relu', 'relu'],
  ['softplus', 'softplus'],
  ['softmax', 'softmax'],
  ['exp', 'exp'],
  ['exponential', 'exp'],
]);

/** `Dense(784, activation='sigmoid')`; without one, a layer of torch or Keras does nothing to its sums. */
function activationOf(args: CallArguments, name: string): Activation | null {
  const isKnown = optionOf(args, 'activation') ?? optionOf(args, 'activation_fn');
  if (isKnown) return optionActivation(args);
  // `fully_connected` of TensorFlow 1 has one of its own.
  return name === 'fully_connected' ? null : 'linear';
}

function optionActivation(args: CallArguments): Activation | null {
  const given =
    optionOf(args, 'activation') ?? optionOf(args, 'activation_fn') ?? args.positional[0];
  switch (given?.kind) {
    case 'text':
      return activations.get(given.text.toLowerCase()) ?? null;
    case 'namespace':
      return (
        activations.get(given.path.slice(given.path.lastIndexOf('.') + 1).toLowerCase()) ?? null
      );
    case 'truth':
      return given.value === null ? 'linear' : null;
    case 'layer':
      return given.activation;
    default:
      return null;
  }
}

/** `Input(shape=(784,))`: a value of that width. */
export function inputOf(m: Machine, path: string, args: CallArguments): Value | undefined {
  if (!inputs.test(path) || !/(?:keras|layers|tf|^Input$)/u.test(path)) return undefined;
  const shape = optionOf(args, 'shape') ?? args.positional[0];
  if (shape?.kind !== 'tuple') return undefined;
  const value = product(m, shape.items);
  const width = value === null ? null : { value, span: args.span };
  return opaque(m, `${path}@${args.span.from}`, args, undefined, width);
}

export function callLayer(m: Machine, layer: LayerValue, args: CallArguments): Value {
  const result = opaque(m, `${layer.name}@${layer.at}`, args);
  if (result.kind !== 'code') return result;
  const input = m.codeOf(args.positional[0]);
  if (layer.takes && input && m.widthOf(input) === null)
    m.unit.widths.set(unnamed(input), layer.takes);
  const width = layer.width === 'same' ? passedWidth(m, args) : layer.width;
  return code(
    m.symbol(`${layer.name}()`, 'call', {
      callee: layer.name,
      args: [result.code],
      ...(width ? { width } : {}),
      ...(layer.activation ? { activation: layer.activation } : {}),
    }),
  );
}

function passedWidth(m: Machine, args: CallArguments): Width | null {
  const first = m.codeOf(args.positional[0]);
  return (first && m.widthOf(first)) ?? null;
}

function denseWidth(m: Machine, args: CallArguments): Width | null {
  const given =
    optionOf(args, 'units') ??
    optionOf(args, 'out_features') ??
    optionOf(args, 'features') ??
    optionOf(args, 'output_size') ??
    secondNumber(m, args) ??
    args.positional[0];
  const value = numberOf(m.codeOf(given));
  return value === null ? null : { value, span: args.span };
}

/** `nn.Linear(784, 400)` says how wide what it takes is; `Dense(400)` does not. */
function takenWidth(m: Machine, args: CallArguments): Width | null {
  const [first] = args.positional;
  const given = optionOf(args, 'in_features') ?? (secondNumber(m, args) ? first : undefined);
  const value = numberOf(m.codeOf(given));
  return value === null ? null : { value, span: args.span };
}

/** `Linear(400, 20)` names both widths, `Dense(20)` one. */
function secondNumber(m: Machine, args: CallArguments): Value | undefined {
  const [, second] = args.positional;
  return second && m.codeOf(second) && second.kind === 'code' ? second : undefined;
}

/** A keyword argument, or an entry of the options object of TensorFlow.js. */
function optionOf(args: CallArguments, name: string): Value | undefined {
  const [first] = args.positional;
  return (
    args.keyword.get(name) ?? (first?.kind === 'dictionary' ? first.entries.get(name) : undefined)
  );
}

function product(m: Machine, items: readonly Value[]): number | null {
  const numbers = items.map((item) => numberOf(m.codeOf(item)));
  return numbers.length > 0 && numbers.every((n) => n !== null)
    ? numbers.reduce<number>((all, n) => all * (n ?? 1), 1)
    : null;
}

/** A whole number the code names, folded: `28 * 28`, `latent_dim`. */
export function numberOf(node: Code | undefined): number | null {
  switch (node?.kind) {
    case 'number':
      return node.value;
    case 'symbol':
      return node.symbol.value;
    case 'named':
      return numberOf(node.value);
    case 'multiply': {
      const parts = node.factors.map(numberOf);
      return parts.every((part) => part !== null)
        ? parts.reduce<number>((all, part) => all * (part ?? 1), 1)
        : null;
    }
    case 'power': {
      const [base, exponent] = [numberOf(node.base), numberOf(node.exponent)];
      return base === null || exponent === null ? null : base ** exponent;
    }
    default:
      return null;
  }
}
