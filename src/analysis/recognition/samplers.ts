// Draws by reparameterisation: z = mu + sigma eps, found by its formula or by the name of the call.

import { type Code, has, holds, isNoiseName, some, unnamed } from '../lowering/code.ts';
import type { Fact } from '../lowering/unit.ts';
import { labelOf } from '../lowering/machine.ts';
import { matchSampler } from './match.ts';
import type { Term } from './term.ts';

/** A policy draws too; what it draws is no latent. */
const acts = /(?:^|_)(?:actions?|acts?|policy)(?:$|_|\d)/iu;

function isNoise(leaf: Code): boolean {
  if (leaf.kind === 'noise') return true;
  // Drawn here unless it is handed in.
  if (leaf.kind === 'choice') return leaf.alternatives.some(isNoise);
  if (leaf.kind === 'named')
    return isNoise(leaf.value) || (isNoiseName(leaf.name) && !has(leaf.value, holds.noise));
  return leaf.kind === 'symbol' && isNoiseName(labelOf(leaf));
}

function holdsNoise(node: Code): boolean {
  return has(node, holds.noise | holds.namedNoise);
}

export function samplerTerm(fact: Fact): readonly Term[] {
  const isDrawn = holdsNoise(fact.value);
  if (!isDrawn) return drawnTerm(fact);
  if (acts.test(fact.name)) return [];
  const helper = has(fact.value, holds.helper) ? drawingHelper(fact.value) : undefined;
  if (helper && !helper.instead) return [];
  const match = matchSampler(fact.value, isNoise);
  if (!match || match.wrong.length > 0) return drawnTerm(fact);
  // A helper in another file that is given what it draws from is the draw; a whole model there is not.
  const given = helper?.instead?.kind === 'symbol' ? helper.instead.symbol.args : null;
  if (given && !given.map(unnamed).includes(unnamed(match.roles[0] as Code))) return [];
  return [
    {
      ...samplerFields(fact),
      parameter: match.parameter,
      scale: match.scale,
      certainty: 'exact',
      match,
    },
  ];
}

function samplerFields(fact: Fact) {
  return {
    kind: 'reparameterize',
    family: 'gaussian',
    symbol: fact.symbol,
    functionSpan: fact.functionSpan,
    span: fact.span,
    reduction: { batch: 'none', features: 'none' },
    weight: 'none',
    sign: '+',
    droppedConstant: null,
    summary: 'z = mu + sigma eps',
    piece: null,
  } as const;
}

/** Calls that draw by reparameterisation, by their names: `q.rsample()`, `q_z.sample(seed=key)`, `GaussianSample(mu, var)`. */
const drawingCall =
  /(?:^|\.)(?:rsample|gaussian_?sample|sample_?gaussian)$|(?:^|[._])(?:q|q_?z\d*(?:_?x)?|posterior|approx\w*_post\w*|latent_dist\w*|z_dist)\.sample$/iu;

/** A draw from what cannot be followed. */
function drawnTerm(fact: Fact): readonly Term[] {
  const value = callOf(fact.value);
  if (
    fact.kind === 'update' ||
    value.kind !== 'symbol' ||
    !drawingCall.test(value.symbol.callee ?? '') ||
    acts.test(fact.name)
  )
    return [];
  return [
    { ...samplerFields(fact), parameter: null, scale: null, certainty: 'likely', match: null },
  ];
}

/** What a value is the result of, as its statement says it. */
function callOf(value: Code): Code {
  if (value.kind !== 'named') return value;
  return value.instead ?? callOf(value.value);
}

/** The call whose result a draw is, if it is one. */
function drawingHelper(value: Code): Extract<Code, { kind: 'named' }> | undefined {
  let found: Extract<Code, { kind: 'named' }> | undefined;
  some(value, (node) => {
    if (node.kind === 'named' && node.name.startsWith('@') && holdsNoise(node.value)) found = node;
    return found !== undefined;
  });
  return found;
}

const draws = new WeakMap<Code, boolean>();

/** mu + sigma eps, or a draw by the name of its call. */
export function isDraw(value: Code): boolean {
  if (!holdsNoise(value)) return false;
  const known = draws.get(value);
  if (known !== undefined) return known;
  const found = matchSampler(value, isNoise) !== null;
  draws.set(value, found);
  return found;
}

/** One draw, one term: where it is first complete in its function. */
export function uniqueSamplers(samplers: readonly Term[]): readonly Term[] {
  const seen = new Set<string>();
  return samplers.filter((term) => {
    const noise = term.match?.roles[2]?.id ?? -term.span.from;
    const key = `${term.functionSpan.from} ${noise}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
