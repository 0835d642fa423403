// Methods of distribution objects, and KL divergences between them.

import { klOf, logProbOf } from '../vocabularies/distributions.ts';
import type { Bound } from '../vocabularies/vocabulary.ts';
import { type Code, unnamed } from './code.ts';
import { noteMethodCall } from './given.ts';
import { code, type Machine } from './machine.ts';
import { opaque } from './opaque.ts';
import type { CallArguments, DistributionValue, Value } from './values.ts';

export function independent(bound: Bound): Value | undefined {
  const base = bound.value('base') ?? bound.value('distribution');
  if (base?.kind !== 'distribution') return undefined;
  const count = bound.code('count') ?? bound.code('reinterpreted_batch_ndims');
  return { ...base, eventDims: count?.kind === 'number' ? count.value : wholeEvent };
}

/** Every axis but the batch's, where nobody says how many belong to one event. */
const wholeEvent = 99;

function eventSum(m: Machine, eventDims: number, value: Code): Code {
  if (eventDims <= 0) return value;
  if (eventDims >= wholeEvent) return m.table.reduce('sum', 'event', value);
  const axes = Array.from({ length: Math.min(eventDims, 4) }, (_, index) => -1 - index);
  return m.table.reduce('sum', axes, value);
}

export function callDistribution(
  m: Machine,
  receiver: DistributionValue,
  name: string,
  args: CallArguments,
): Value {
  const result = methodResult(m, receiver, name, args);
  noteMethodCall(m, receiver, name, args, result);
  return result;
}

function methodResult(
  m: Machine,
  receiver: DistributionValue,
  name: string,
  args: CallArguments,
): Value {
  const t = m.table;
  const { loc, scale } = receiver.parameters;
  switch (name) {
    case 'log_prob':
    case 'log_pdf':
    case 'log_density':
    case 'log_likelihood': {
      const x = m.codeOf(args.positional[0] ?? args.keyword.get('value'));
      const elementwise =
        x && args.positional.length < 2 && logProbOf(t, receiver.family, receiver.parameters, x);
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
      return { ...receiver, eventDims: count?.kind === 'number' ? count.value : wholeEvent };
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
      return opaque(m, `${receiver.family}.${name}`, args, loc);
  }
}

export function klDivergence(
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
  // Directions are one event, and their KL one number for each datum.
  if (operands.some((operand) => isOfDirections(operand))) {
    const kl = m.table.library({ term: 'kl', family: 'vmf', args: operands, span: args.span });
    return code(m.table.reduce('sum', 'event', kl));
  }
  const standard = p.kind === 'distribution' && isStandard(p);
  const family = standard ? 'diag_gaussian_vs_standard' : 'library';
  return code(m.table.library({ term: 'kl', family, args: operands, span: args.span }));
}

const directions = /(?:von_?mises_?fisher|hyperspherical_?uniform|power_?spherical)$/iu;

function isOfDirections(operand: Code): boolean {
  const value = unnamed(operand);
  return value.kind === 'symbol' && directions.test(value.symbol.callee ?? '');
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
