// Probabilistic programs: a sample statement with an observation is the likelihood, the same name in model and
// guide is a KL, and an SVI object is the ELBO a library computes.

import { code, type Machine } from './machine.ts';
import type { Expression } from '../syntax/ast.ts';
import type { Code } from './code.ts';
import type { Scope } from './values.ts';
import type { Fact, Site } from './unit.ts';
import { callDistribution, klDivergence } from './distributionCalls.ts';
import type { CallArguments, Value } from './values.ts';

/** `with poutine.scale(scale=beta):` weighs the log densities of the sample statements in it. */
const scaling = /(?:^|\.)(?:handlers|poutine|scale_messenger)(?:\.\w+)*\.scale$/u;

export function inScales(
  m: Machine,
  within: readonly Expression[],
  scope: Scope,
  run: () => void,
): void {
  const before = m.scales;
  m.scales = [...before, ...within.flatMap((call) => scaleOf(m, call, scope))];
  run();
  m.scales = before;
}

/** Nothing is known of such calls but their arguments: the scale is the last of them. */
function scaleOf(m: Machine, call: Expression, scope: Scope): readonly Code[] {
  if (call.kind !== 'call' || call.callee.kind !== 'member' || call.callee.property !== 'scale')
    return [];
  const value = m.codeOf(m.evaluate(call, scope));
  if (value?.kind !== 'symbol' || !scaling.test(value.symbol.callee ?? '')) return [];
  const scale = value.symbol.args.at(-1);
  return scale ? [scale] : [];
}

/** `numpyro.sample(name, distribution, obs=x)`; undefined where it is no sample statement of a known distribution. */
export function sampleStatement(m: Machine, path: string, args: CallArguments): Value | undefined {
  if (!/(?:^|\.)(?:num)?pyro\.(?:primitives\.)?sample$/u.test(path)) return undefined;
  const [name, distribution] = args.positional;
  const observed = args.keyword.get('obs') ?? args.positional[2];
  if (name?.kind !== 'text' || distribution?.kind !== 'distribution') return undefined;
  m.recordSite(name.text, distribution, observed !== undefined, args.span);
  const point = { ...args, positional: observed ? [observed] : [] };
  if (!observed) return callDistribution(m, distribution, 'rsample', point);
  const logProb = m.codeOf(callDistribution(m, distribution, 'log_prob', point));
  // A program's log densities are summed over its plates.
  if (logProb) m.record('loss', 'log_likelihood', code(scaled(m, m.scales, logProb)), args.span);
  return observed;
}

const scaled = (m: Machine, scales: readonly Code[], value: Code): Code =>
  m.table.multiply(...scales, m.table.reduce('sum', 'all', value));

/** The KL between the guide's and the model's distribution of each latent, where the guide draws it. */
export function siteDivergences(m: Machine, sites: readonly Site[]): readonly Fact[] {
  const models = new Set(
    sites.filter((site) => site.isObserved).map((site) => site.functionSpan.from),
  );
  const latents = sites.filter((site) => !site.isObserved);
  return latents
    .filter((site) => !models.has(site.functionSpan.from))
    .flatMap((q) => {
      const p = latents.find((site) => site.name === q.name && models.has(site.functionSpan.from));
      return p ? siteDivergence(m, q, p) : [];
    });
}

function siteDivergence(m: Machine, q: Site, p: Site): readonly Fact[] {
  const args = { positional: [], keyword: new Map<string, Value>(), span: q.span };
  const kl = m.codeOf(klDivergence(m, q.distribution, p.distribution, args));
  if (!kl) return [];
  const { span, symbol, functionSpan, execution } = q;
  const value = scaled(m, q.scales, kl);
  return [
    { kind: 'loss', name: 'kl', value, span, symbol, functionSpan, execution, isAside: false },
  ];
}

/** `SVI(model, guide, optimiser, loss=Trace_ELBO())` */
export function libraryElbo(m: Machine, args: CallArguments): Value {
  const term = m.table.library({ term: 'elbo', family: 'library', args: [], span: args.span });
  m.record('loss', 'svi', code(term), args.span);
  return code(term);
}
