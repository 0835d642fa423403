// Reads calls: of local functions and classes by executing them, of libraries by their vocabulary; what nobody
// knows stays an opaque symbol whose identity is callee and arguments.

import { klOf, logProbOf } from '../vocabularies/distributions.ts';
import { findEntry } from '../vocabularies/index.ts';
import type { Bound, Entry, LossReduction } from '../vocabularies/vocabulary.ts';
import type { Code, CodeAxes, CodeReduction } from './code.ts';
import { code, labelOf, type Machine } from './machine.ts';
import { attributeOf, bind, methodOf } from './objects.ts';
import { sizeAt } from './expressions.ts';
import type {
  CallArguments,
  ClassValue,
  CriterionValue,
  DistributionValue,
  InstanceValue,
  Scope,
  Value,
} from './values.ts';

export function call(m: Machine, callee: Value, args: CallArguments, scope: Scope): Value {
  switch (callee.kind) {
    case 'function':
      return (
        m.invoke(callee, args) ??
        opaque(m, callee.self ? `${callee.self.name}.${callee.name}` : callee.name, args)
      );
    case 'class':
      return construct(m, callee, args);
    case 'instance':
      return callInstance(m, callee, args);
    case 'criterion':
      return callCriterion(m, callee, args);
    case 'namespace':
      return callPath(m, callee.path, null, args, scope);
    case 'method':
      return callMethod(m, callee.receiver, callee.name, args, scope);
    case 'code':
      return opaque(m, labelOf(callee.code), args);
    default:
      return opaque(m, callee.kind, args);
  }
}

export function opaque(m: Machine, name: string, args: CallArguments, receiver?: Code): Value {
  const values = [...args.positional, ...args.keyword.values()];
  const codes = values.flatMap((value) => flatten(m, value)).slice(0, 12);
  return code(
    m.symbol(name, 'call', { callee: name, args: receiver ? [receiver, ...codes] : codes }),
  );
}

function flatten(m: Machine, value: Value): readonly Code[] {
  if (value.kind === 'tuple') return value.items.flatMap((item) => flatten(m, item));
  const found = m.codeOf(value);
  return found ? [found] : [];
}

function construct(m: Machine, klass: ClassValue, args: CallArguments): Value {
  const instance: InstanceValue = {
    kind: 'instance',
    class: klass,
    attributes: new Map(),
    name: klass.definition.name,
  };
  const init = methodOf(klass, '__init__') ?? methodOf(klass, 'constructor');
  if (init) m.invoke(bind(init, klass.scope, instance), args);
  return instance;
}

function callInstance(m: Machine, instance: InstanceValue, args: CallArguments): Value {
  for (const name of ['forward', 'call', '__call__']) {
    const method = instance.class && methodOf(instance.class, name);
    if (method && instance.class) {
      const result = m.invoke(bind(method, instance.class.scope, instance), args);
      if (result) return result;
    }
  }
  return opaque(m, instance.name, args);
}

function callCriterion(m: Machine, criterion: CriterionValue, args: CallArguments): Value {
  const keyword = new Map([...criterion.args.keyword, ...args.keyword]);
  return callPath(m, criterion.path, null, { ...args, keyword }, null);
}

function callMethod(
  m: Machine,
  receiver: Value,
  name: string,
  args: CallArguments,
  scope: Scope,
): Value {
  if (receiver.kind === 'distribution') return callDistribution(m, receiver, name, args, scope);
  if (receiver.kind === 'instance') return call(m, attributeOf(m, receiver, name), args, scope);
  if (receiver.kind === 'dictionary' && name === 'get' && args.positional[0]?.kind === 'text') {
    return (
      receiver.entries.get(args.positional[0].text) ?? args.positional[1] ?? { kind: 'nothing' }
    );
  }
  if (receiver.kind === 'tuple' && name === 'append') return { kind: 'nothing' };
  const base = m.codeOf(receiver);
  if (!base) return opaque(m, name, args);
  if (name === 'log_prob' || name === 'log_pdf' || name === 'log_density') {
    const x = m.codeOf(args.positional[0] ?? args.keyword.get('value'));
    const term = m.table.library({
      term: 'reconstruction',
      family: 'unknown',
      args: x ? [x, base] : [base],
      span: args.span,
    });
    return code(m.table.negate(term));
  }
  if (name === 'size' || name === 'get_shape') {
    const at = args.positional[0] ? m.codeOf(args.positional[0]) : undefined;
    return sizeAt(m, base, at?.kind === 'number' ? at.value : undefined, 0);
  }
  if (name === 'numel' || name === 'nelement')
    return code(m.symbol(`${labelOf(base)}.numel`, 'size', { size: 'numel', args: [base] }));
  return callPath(m, name, receiver, args, scope);
}

/** A call by path. `receiver` is the first argument of a method call. */
function callPath(
  m: Machine,
  path: string,
  receiver: Value | null,
  args: CallArguments,
  scope: Scope | null,
): Value {
  const full: CallArguments = receiver
    ? { ...args, positional: [receiver, ...args.positional] }
    : args;
  const builtin = path.startsWith('builtins.')
    ? callBuiltin(m, path.slice(9), args, scope)
    : undefined;
  if (builtin) return builtin;
  if (/(?:^|\.)einsum$/u.test(path)) {
    const result = einsum(m, full);
    if (result) return result;
  }
  const entry = findEntry(path);
  const result = entry && applyEntry(m, entry, path, full, scope);
  if (result) return result;
  const base = receiver ? m.codeOf(receiver) : undefined;
  if (!receiver && /(?:^|\.)shape$/u.test(path) && full.positional[0]) {
    const of = m.codeOf(full.positional[0]);
    if (of) return { kind: 'shape', of, from: 0 };
  }
  return opaque(m, base ? `${labelOf(base)}.${path}` : path, args, base);
}

function callBuiltin(
  m: Machine,
  name: string,
  args: CallArguments,
  scope: Scope | null,
): Value | undefined {
  const [first] = args.positional;
  switch (name) {
    case 'sum': {
      if (first?.kind === 'tuple') {
        const codes = first.items.map((item) => m.codeOf(item));
        return codes.every((c) => c !== undefined) ? code(m.table.add(...codes)) : undefined;
      }
      const element =
        first?.kind === 'sequence' ? m.codeOf(first.element) : first && m.codeOf(first);
      return element && code(m.table.reduce('sum', 'list', element));
    }
    case 'len': {
      const of = first && m.codeOf(first);
      if (first?.kind === 'tuple') return code(m.table.number(first.items.length));
      if (!of) return undefined;
      const isWhole = /loader|dataset|data$|train|test/iu.test(labelOf(of));
      return code(
        m.symbol(isWhole ? `len(${labelOf(of)})` : 'B', 'size', {
          size: isWhole ? 'N' : 'B',
          args: isWhole ? [of] : [],
        }),
      );
    }
    case 'float':
    case 'int':
    case 'abs':
    case 'round':
    case 'list':
    case 'tuple':
      if (name === 'abs') {
        const x = first && m.codeOf(first);
        return x && code(m.table.apply('abs', [x]));
      }
      return first;
    case 'max':
    case 'min': {
      const codes = args.positional.map((value) => m.codeOf(value)).filter((c) => c !== undefined);
      return codes.length === 2
        ? code(m.table.apply(name === 'max' ? 'maximum' : 'minimum', codes))
        : undefined;
    }
    case 'pow': {
      const [base, exponent] = args.positional.map((value) => m.codeOf(value));
      return base && exponent && code(m.table.power(base, exponent));
    }
    case 'super':
      return scope?.find('self');
    default:
      return undefined;
  }
}

function applyEntry(
  m: Machine,
  entry: Entry,
  path: string,
  args: CallArguments,
  scope: Scope | null,
): Value | undefined {
  const { meaning } = entry;
  const bound = bindArguments(m, entry, args);
  switch (meaning.kind) {
    case 'elementwise': {
      const result = meaning.build(bound);
      return result && code(result);
    }
    case 'transparent': {
      const first = bound.value('input') ?? args.keyword.get('value') ?? args.keyword.get('tensor');
      if (first?.kind === 'code' || first?.kind === 'tuple' || first?.kind === 'dictionary')
        return first;
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
      return { kind: 'criterion', path: meaning.call, args };
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
      return inner?.kind === 'function' && scope ? inner : undefined;
    }
  }
}

function bindArguments(m: Machine, entry: Entry, args: CallArguments): Bound {
  const value = (name: string) =>
    args.keyword.get(name) ?? args.positional[entry.params.indexOf(name)];
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
  return reduction === 'none' ? kernel : m.table.reduce(reduction, axes, kernel);
}

function reduceCall(
  m: Machine,
  reduction: CodeReduction,
  bound: Bound,
  args: CallArguments,
): Value | undefined {
  const input = bound.value('input');
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
  return code(m.table.reduce(reduction, axesOf(m, axisValue, args), body));
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

function independent(bound: Bound): Value | undefined {
  const base = bound.value('base') ?? bound.value('distribution');
  if (base?.kind !== 'distribution') return undefined;
  const count = bound.code('count') ?? bound.code('reinterpreted_batch_ndims');
  return { ...base, eventDims: count?.kind === 'number' ? count.value : 99 };
}

function eventSum(m: Machine, eventDims: number, value: Code): Code {
  if (eventDims <= 0) return value;
  const axes = Array.from({ length: Math.min(eventDims, 4) }, (_, index) => -1 - index);
  return m.table.reduce('sum', axes, value);
}

function callDistribution(
  m: Machine,
  receiver: DistributionValue,
  name: string,
  args: CallArguments,
  scope: Scope,
): Value {
  const t = m.table;
  const { loc, scale } = receiver.parameters;
  switch (name) {
    case 'log_prob':
    case 'log_pdf': {
      const x = m.codeOf(args.positional[0] ?? args.keyword.get('value'));
      const elementwise = x && logProbOf(t, receiver.family, receiver.parameters, x);
      if (elementwise) return code(eventSum(m, receiver.eventDims, elementwise));
      const parameters = Object.values(receiver.parameters);
      const opaqueTerm = t.library({
        term: 'reconstruction',
        family: receiver.family,
        args: x ? [x, ...parameters] : parameters,
        span: args.span,
      });
      return code(t.negate(eventSum(m, receiver.eventDims, opaqueTerm)));
    }
    case 'sample':
    case 'rsample': {
      if (loc && scale && receiver.family === 'normal') {
        return code(t.add(loc, t.multiply(scale, t.noise('normal', args.span.from))));
      }
      return opaque(m, `${receiver.family}.${name}`, args, loc);
    }
    case 'to_event':
    case 'expand':
    case 'expand_by':
    case 'mask': {
      if (name !== 'to_event') return receiver;
      const count = m.codeOf(args.positional[0]);
      return { ...receiver, eventDims: count?.kind === 'number' ? count.value : 99 };
    }
    case 'mean':
    case 'mode':
      return loc
        ? code(loc)
        : opaque(m, `${receiver.family}.${name}`, args, Object.values(receiver.parameters)[0]);
    case 'stddev':
      return scale ? code(scale) : opaque(m, name, args);
    case 'variance':
      return scale ? code(t.power(scale, t.number(2))) : opaque(m, name, args);
    case 'kl_divergence':
    case 'kl':
      return klDivergence(m, receiver, args.positional[0], args) ?? opaque(m, name, args);
    default:
      void scope;
      return opaque(m, `${receiver.family}.${name}`, args, loc);
  }
}

function klDivergence(
  m: Machine,
  q: Value | undefined,
  p: Value | undefined,
  args: CallArguments,
): Value | undefined {
  if (q?.kind === 'distribution' && p?.kind === 'distribution') {
    const elementwise = klOf(m.table, q, p);
    if (elementwise) return code(eventSum(m, Math.max(q.eventDims, p.eventDims), elementwise));
    const family =
      q.family === 'categorical' ? 'categorical' : q.family === 'normal' ? 'library' : q.family;
    return code(
      m.table.library({
        term: q.family === 'categorical' ? 'discreteKl' : 'kl',
        family,
        args: [...Object.values(q.parameters), ...Object.values(p.parameters)],
        span: args.span,
      }),
    );
  }
  if (!q || !p) return undefined;
  const operands = [q, p].flatMap((value) =>
    value.kind === 'distribution' ? Object.values(value.parameters) : (m.codeOf(value) ?? []),
  );
  const standard = p.kind === 'distribution' && isStandard(p);
  const family = standard ? 'diag_gaussian_vs_standard' : 'library';
  return code(m.table.library({ term: 'kl', family, args: operands, span: args.span }));
}

function isStandard(distribution: DistributionValue): boolean {
  const { loc, scale } = distribution.parameters;
  return (
    distribution.family === 'normal' &&
    loc?.kind === 'number' &&
    loc.value === 0 &&
    scale?.kind === 'number' &&
    scale.value === 1
  );
}

/** Operands under one index string: their product, summed over the indices the result lacks. */
function einsum(m: Machine, args: CallArguments): Value | undefined {
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
