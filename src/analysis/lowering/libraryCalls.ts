// Applies what a vocabulary says of a call: binds its arguments and builds the meaning.

import { findEntry } from '../vocabularies/index.ts';
import type { Bound, Entry, LossReduction } from '../vocabularies/vocabulary.ts';
import { type Code, type CodeAxes, type CodeReduction, unnamed } from './code.ts';
import { independent, klDivergence } from './distributionCalls.ts';
import { noteLibraryCall } from './given.ts';
import { code, labelOf, type Machine } from './machine.ts';
import type { CallArguments, FunctionValue, Scope, Value } from './values.ts';

/** Calls whose arguments matter beyond what the result shows of them. */
const noted: ReadonlySet<Entry['meaning']['kind']> = new Set([
  'loss',
  'distribution',
  'klDivergence',
  'noise',
  'sampleNormal',
]);

export function applyEntry(
  m: Machine,
  entry: Entry,
  path: string,
  args: CallArguments,
  scope: Scope | null,
): Value | undefined {
  const bound = bindArguments(m, entry, args);
  const result = resultOf(m, entry, bound, path, args, scope);
  if (noted.has(entry.meaning.kind)) noteLibraryCall(m, entry, path, bound, args, result);
  return result;
}

function resultOf(
  m: Machine,
  { meaning }: Entry,
  bound: Bound,
  path: string,
  args: CallArguments,
  scope: Scope | null,
): Value | undefined {
  switch (meaning.kind) {
    case 'elementwise': {
      const result = meaning.build(bound);
      return result && code(result);
    }
    case 'transparent': {
      const first = bound.value('input') ?? args.keyword.get('value') ?? args.keyword.get('tensor');
      noteWidth(m, path, first, args);
      if (first?.kind === 'tuple' && first.items.length === 1 && boxes.test(path))
        return first.items[0];
      if (first && passesThrough.has(first.kind)) return first;
      const value = m.codeOf(first);
      return value && code(value);
    }
    case 'reduce':
      return reduceCall(m, meaning.reduction, bound, args);
    case 'loss': {
      const kernel = meaning.kernel(bound);
      return kernel && code(reduceLoss(m, kernel, meaning.reduction(bound)));
    }
    case 'criterion':
      // A function of that name, given both tensors at once.
      if (args.positional.filter((value) => m.codeOf(value)).length >= 2) {
        const called = findEntry(meaning.call);
        return called && applyEntry(m, called, meaning.call, args, scope);
      }
      return criterion(m, meaning.call, args);
    case 'noise':
      return noise(m, meaning.distribution, args);
    case 'sampleNormal':
      return sampleNormal(m, path, args);
    case 'distribution': {
      const parameters = Object.entries(meaning.parameters(bound)).filter(
        (pair): pair is [string, Code] => pair[1] !== undefined,
      );
      return {
        kind: 'distribution',
        family: meaning.family,
        path,
        parameters: Object.fromEntries(parameters),
        eventDims: meaning.eventDims,
        span: args.span,
      };
    }
    case 'independent':
      return independent(bound);
    case 'klDivergence':
      return klDivergence(
        m,
        bound.value('q') ?? args.positional[0],
        bound.value('p') ?? args.positional[1],
        args,
      );
    case 'wrapper': {
      const inner = args.positional[0];
      if (
        inner?.kind === 'namespace' &&
        /(?:^|\.)partial$/u.test(path) &&
        args.positional.length === 1
      )
        return criterion(m, inner.path, { ...args, positional: [] });
      if (inner?.kind !== 'function' || !scope) return undefined;
      return wrapped(inner, path.slice(path.lastIndexOf('.') + 1));
    }
  }
}

/** A loss object waiting for its tensors; what is set of it later is its own. */
function criterion(m: Machine, path: string, args: CallArguments): Value {
  const own = { ...args, keyword: new Map(args.keyword) };
  return { kind: 'criterion', path, args: own, born: m.part };
}

function wrapped(inner: FunctionValue, wrapper: string): FunctionValue {
  switch (wrapper) {
    case 'vmap':
    case 'vectorized_map':
      return { ...inner, isMapped: true };
    case 'grad':
      return { ...inner, gradient: 'alone' };
    case 'value_and_grad':
    case 'valueAndGrad':
    case 'valueAndGrads':
      return { ...inner, gradient: 'withValue' };
    default:
      return inner;
  }
}

/** `torch.tensor([c])` is c. */
const boxes = /(?:^|\.)(?:tensor|Tensor|FloatTensor|as_tensor|array|asarray|constant)$/u;

/** What stays what it is when it is moved to a device, cast or reshaped. */
export const passesThrough: ReadonlySet<Value['kind']> = new Set([
  'code',
  'tuple',
  'dictionary',
  'criterion',
  'layer',
  'instance',
  'distribution',
]);

/** What libraries call one parameter. */
const aliases = new Map<string, readonly string[]>(
  Object.entries({
    input: [
      'input',
      'x',
      'a',
      'inputs',
      'predictions',
      'y_pred',
      'logits',
      'output',
      'input_tensor',
      'preds',
      'prediction',
      'tensor',
    ],
    target: ['target', 'y_true', 'labels', 'label', 'targets', 'y', 'true'],
    axis: ['axis', 'dim', 'reduction_indices', 'axes', 'event_axes'],
    exponent: ['exponent', 'y', 'b', 'exp'],
    other: ['other', 'y', 'b', 'x2'],
    labels: ['labels', 'targets'],
  }),
);

function bindArguments(m: Machine, entry: Entry, args: CallArguments): Bound {
  const value = (name: string) =>
    args.keyword.get(name) ?? args.positional[entry.params.indexOf(name)];
  const find = (name: string) => {
    for (const alias of aliases.get(name) ?? [name]) {
      const found = args.keyword.get(alias);
      if (found) return found;
    }
    const at = entry.params.indexOf(name);
    return at >= 0 ? args.positional[at] : value(name);
  };
  return {
    table: m.table,
    span: args.span,
    value: find,
    code: (name) => m.codeOf(find(name)),
    codes: args.positional.flatMap((v) => m.codeOf(v) ?? []),
    text: (name) => {
      const found = find(name);
      if (found?.kind === 'text') return found.text;
      if (found?.kind === 'namespace') return found.path.split('.').at(-1);
      return undefined;
    },
    truth: (name) => {
      const found = find(name);
      return found?.kind === 'truth' && found.value !== null ? found.value : undefined;
    },
  };
}

function reduceLoss(m: Machine, kernel: Code, { reduction, axes }: LossReduction): Code {
  return reduction === 'none' ? kernel : m.reduce(reduction, axes, kernel);
}

function reduceCall(
  m: Machine,
  reduction: CodeReduction,
  bound: Bound,
  args: CallArguments,
): Value | undefined {
  const input = bound.value('input');
  if (input?.kind === 'shape' && reduction === 'product') return sizeOfAll(m, input);
  if (input?.kind === 'tuple' && reduction === 'product') return productOf(m, input.items);
  if (input?.kind === 'tuple') {
    const codes = input.items.map((item) => m.codeOf(item)).filter((c) => c !== undefined);
    if (codes.length === 0 || codes.length !== input.items.length) return undefined;
    const total = m.table.add(...codes);
    return code(reduction === 'mean' ? m.table.divide(total, m.table.number(codes.length)) : total);
  }
  const body = input?.kind === 'sequence' ? m.codeOf(input.element) : m.codeOf(input);
  if (!body) return undefined;
  if (body.kind === 'number' && reduction !== 'other') return code(body);
  const axisValue = bound.value('axis');
  return code(m.reduce(reduction, axesOf(m, axisValue, args), body));
}

/** `np.prod(x.shape[1:])`: how many numbers one datum has; of the whole shape, the batch too. */
function sizeOfAll(m: Machine, { of, from }: Extract<Value, { kind: 'shape' }>): Value {
  const size = from === 0 ? 'numel' : 'prod';
  return code(m.symbol(`${labelOf(of)}.${size}`, 'size', { size, args: [of] }));
}

function productOf(m: Machine, items: readonly Value[]): Value | undefined {
  const codes = items.map((item) => m.codeOf(item));
  return codes.every((item) => item !== undefined) ? code(m.table.multiply(...codes)) : undefined;
}

function axesOf(m: Machine, value: Value | undefined, args: CallArguments): CodeAxes {
  if (!value || (value.kind === 'truth' && value.value === null)) return 'all';
  if (value.kind === 'tuple') {
    const numbers = value.items.map((item) => m.codeOf(item));
    const axes = numbers.flatMap((n) => (n?.kind === 'number' ? [n.value] : []));
    if (axes.length === value.items.length) return axes;
    return 'unknown';
  }
  if (value.kind === 'truth') return 'all';
  const axis = m.codeOf(value);
  if (axis?.kind === 'number') return [axis.value];
  if (axis?.kind === 'symbol' && axis.symbol.value !== null) return [axis.symbol.value];
  return args.positional.length > 1 || args.keyword.size > 0 ? 'unknown' : 'all';
}

function noise(
  m: Machine,
  distribution: 'normal' | 'uniform' | 'other',
  args: CallArguments,
): Value {
  const eps = m.table.noise(distribution, args.span.from);
  const get = (...names: readonly string[]) =>
    names.map((name) => m.codeOf(args.keyword.get(name))).find((c) => c !== undefined);
  const scale = get('std', 'stddev', 'scale');
  const mean = get('mean', 'loc');
  const scaled = scale ? m.table.multiply(scale, eps) : eps;
  return code(mean ? m.table.add(mean, scaled) : scaled);
}

/** `torch.normal(mean, std)` draws at its arguments; `tf.random.normal(shape)`, `jax.random.normal(key, shape)` do not. */
function sampleNormal(m: Machine, path: string, args: CallArguments): Value {
  const locScale = /torch|numpy|^np\.|^normal$/u.test(path) && !/jax/u.test(path);
  const [first, second] = args.positional;
  if (!locScale || !first || first.kind === 'tuple' || first.kind === 'shape')
    return noise(m, 'normal', args);
  const loc = m.codeOf(first);
  const scale = m.codeOf(second ?? args.keyword.get('std') ?? args.keyword.get('scale'));
  const eps = m.table.noise('normal', args.span.from);
  return loc && scale ? code(m.table.add(loc, m.table.multiply(scale, eps))) : code(eps);
}

/** Operands under one index string: their product, summed over the indices the result lacks. */
export function einsum(m: Machine, args: CallArguments): Value | undefined {
  const [spec, ...rest] = args.positional;
  if (spec?.kind !== 'text') return undefined;
  const [inputs = '', output = ''] = spec.text.replaceAll(' ', '').split('->');
  const operands = inputs.split(',');
  const codes = rest.map((value) => m.codeOf(value));
  if (!codes.every((c) => c !== undefined) || codes.length !== operands.length) return undefined;
  if (!operands.every((operand) => operand === operands[0])) return undefined;
  const product = m.table.multiply(...codes);
  const [indices = ''] = operands;
  if (output === indices) return code(product);
  const first = indices[0] ?? '';
  return code(
    m.table.reduce('sum', output === '' ? 'all' : output.startsWith(first) ? [-1] : [0], product),
  );
}

/** `x.view(-1, 784)`, `x.reshape((n, 784))`: the last size, where it is a number. */
function noteWidth(m: Machine, path: string, input: Value | undefined, args: CallArguments): void {
  if (!/(?:view|reshape|Reshape)$/u.test(path)) return;
  const target = m.codeOf(input);
  const given = args.positional
    .slice(1)
    .flatMap((value) => (value.kind === 'tuple' ? value.items : [value]));
  const sizes = given.map((value) => sizeOf(m.codeOf(value)));
  const known = sizes.slice(1).filter((size) => size !== null && size > 0);
  if (!target || sizes.length < 2 || known.length !== sizes.length - 1) return;
  m.unit.widths.set(unnamed(target), {
    value: known.reduce<number>((product, size) => product * (size ?? 1), 1),
    span: args.span,
  });
}

function sizeOf(code: Code | undefined): number | null {
  if (code?.kind === 'number') return code.value;
  return code?.kind === 'symbol' ? code.symbol.value : null;
}
