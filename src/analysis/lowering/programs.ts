// Probabilistic programs: a sample statement with an observation is the likelihood, the same name in model and
// guide is a KL, and an SVI object is the ELBO a library computes.

import { code, type Machine } from './machine.ts';
import type { Fact, Site } from './unit.ts';
import { callDistribution, klDivergence } from './distributionCalls.ts';
import type { CallArguments, Value } from './values.ts';

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
  if (logProb)
    m.record('loss', 'log_likelihood', code(m.table.reduce('sum', 'all', logProb)), args.span);
  return observed;
}

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
  const value = m.table.reduce('sum', 'all', kl);
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
