// Calls of libraries nobody lists, and of files that cannot be read, by what they are called: cross-entropies, log
// densities and their negatives. What is found this way is likely, never exact, and its reduction is unknown.

import type { Code, CodeAxes } from '../lowering/code.ts';
import type { Bound, Entry } from './vocabulary.ts';

/** Families as the recogniser names them, by a word for each. */
const families: readonly (readonly [RegExp, string])[] = [
  [/(?:^|_)(?:zinb|zero_inflated_neg\w*)(?:_|$)/u, 'zinb'],
  [/(?:^|_)(?:nb|negbin|neg_?binomial|negative_binomial)(?:_|$)/u, 'negbin'],
  [/(?:^|_)poisson(?:_|$)/u, 'poisson'],
  [/(?:^|_)bern(?:oulli)?(?:_|$)/u, 'bernoulli'],
  [/(?:^|_)(?:multinomial)(?:_|$)/u, 'multinomial'],
  [/(?:^|_)(?:categorical)(?:_|$)/u, 'categorical'],
  [
    /(?:^|_)(?:discretized_(?:mix_)?logistic|logistic(?:s|_mix\w*)?)(?:_|$)/u,
    'discretized_logistic',
  ],
  [/(?:^|_)laplac\w*(?:_|$)/u, 'laplace'],
  [/(?:^|_)student(?:_?t)?(?:_|$)/u, 'student_t'],
  [/(?:^|_)(?:normal|gauss(?:ian)?s?)(?:_|$)/u, 'gaussian_learned_var'],
];

const logDensity =
  /(?:^|_)(?:log|logp|logpdf|llh|loglik\w*|log_?(?:prob|pdf|lik\w*|density))(?:_|$)/u;
const negative = /(?:^|_)(?:neg\w*_log\w*|nll|nllh|loss)(?:_|$)/u;
/** Words that make a call of such a name something else. */
const others =
  /(?:^|_)(?:kl\w*|entropy|sample\w*|samples|rand\w*|init\w*|params?|layer|schedule|dist(?:ribution)?|prior|cdf|like|plot|mean|var)(?:_|$)/u;

const found = new Map<string, Entry | undefined>();
const maximumNames = 20_000;

/** What a call of this name most likely computes. */
export function entryBySound(name: string): Entry | undefined {
  if (found.has(name)) return found.get(name);
  const entry = crossEntropy(name) ?? density(name);
  if (found.size >= maximumNames) found.clear();
  found.set(name, entry);
  return entry;
}

function crossEntropy(name: string): Entry | undefined {
  if (!/cross_?entropy/iu.test(name) || !/softmax|sigmoid|binary|logits/iu.test(name))
    return undefined;
  const family = /sigmoid|binary/iu.test(name) ? 'bernoulli' : 'categorical';
  return entry((b) => {
    const x = b.code('labels') ?? b.code('target');
    const prediction = b.code('logits') ?? b.code('input');
    return x && prediction && library(b, family, [x, prediction]);
  });
}

function density(name: string): Entry | undefined {
  if (/^[A-Z]/u.test(name) || name.endsWith('_')) return undefined;
  const words = name.replaceAll(/([a-z\d])([A-Z])/gu, '$1_$2').toLowerCase();
  const family = families.find(([test]) => test.test(words))?.[1];
  if (family === undefined || others.test(words)) return undefined;
  const isLog = logDensity.test(words);
  if (!isLog && !negative.test(words)) return undefined;
  // A loss that only says Gaussian may be of anything.
  if (!isLog && family === 'gaussian_learned_var' && !/nll/u.test(words)) return undefined;
  const isNegative = negative.test(words);
  const own = family === 'bernoulli' && words.includes('logit') ? 'bernoulli_logits' : family;
  return entry((b) => {
    if (b.codes.length < 2) return undefined;
    const value = b.table.library({
      term: 'reconstruction',
      family: own,
      args: b.codes.slice(0, 6),
      span: b.span,
      sound: isNegative ? 'negative' : 'log',
    });
    return isNegative ? value : b.table.negate(value);
  });
}

function library(b: Bound, family: string, args: readonly Code[]): Code {
  return b.table.library({ term: 'reconstruction', family, args, span: b.span });
}

function entry(kernel: (b: Bound) => Code | undefined): Entry {
  return {
    names: [],
    params: [],
    meaning: {
      kind: 'loss',
      kernel,
      reduction: (b) => {
        const axes = axesOf(b);
        return axes ? { reduction: 'sum', axes } : { reduction: 'none', axes: 'all' };
      },
    },
  };
}

/** `dim=1`: what is not asked for is a sum. */
function axesOf(b: Bound): CodeAxes | null {
  for (const name of ['dim', 'axis']) {
    const axis = b.code(name);
    if (axis?.kind === 'number') return [axis.value];
  }
  return null;
}
