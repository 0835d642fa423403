// The derivation of a whole loss, told of its code: from log p(x) over the bound and one draw of z to the statement that
// adds the terms, with the weight it gives to each.

import {
  batchEvidenceDefinitions,
  batchEvidenceSymbols,
  evidenceQuantities,
} from '../../../elbo/derivations/evidence.ts';
import { evidenceByJensen, jensenSteps } from '../../../elbo/derivations/evidenceByJensen.ts';
import type { CodeLink, Told } from '../../../elbo/derivations/told.ts';
import { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { log, minus, negative, num, over, plus, symbol, times } from '../../../elbo/expr/build.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { freeSymbols, substitute } from '../../../elbo/expr/walk.ts';
import { axesOfSymbol } from '../../../elbo/families/computed.ts';
import { literalName } from '../../../elbo/expr/spelling.ts';
import { Product } from '../../recognition/product.ts';
import { reductionOf } from '../../recognition/reductions.ts';
import type { LossModel, Term } from '../../recognition/term.ts';
import { termsInOrder } from '../lenses.ts';
import { wordsOfDraws, wordsOfFurther, wordsOfThreshold } from '../objective.ts';
import { nameOf } from '../wordsOfNumbers.ts';
import { codeLine } from './codeLines.ts';
import type { TellingContext } from './context.ts';
import { tellImportance } from './importance.ts';
import { batchWords } from './ownTerm.ts';
import { quantitiesOf } from './quantities.ts';
import { tell } from './tell.ts';
import { isUnit, ownProduct, pieceIn, productsOf, type Weight, weightOfProduct } from './weight.ts';

export interface ToldTotal {
  readonly told: Told;
  readonly links: readonly CodeLink[];
}

const { pxGivenZ, klToPrior, q } = batchEvidenceSymbols;
const nll = negative(log(pxGivenZ));
const keptLossName = 'keptLoss';
/** -log p(x|z) without the constant that the code leaves out. */
const keptLoss = symbol(keptLossName, ['batch', 'state']);

/** A term of the loss as its own statement computes it. */
interface Part {
  readonly term: Term;
  /** Its name in the code. */
  readonly name: Expr;
  /** What the statement multiplies the exact formula by; null where it is not followed. */
  readonly own: Product | null;
}

export function tellTotal(context: TellingContext): ToldTotal | null {
  const { loss } = context;
  if (loss?.objective === 'importance') return tellImportance(context, loss);
  // What weights that are held fixed make of a loss is derived in general symbols.
  if (loss && wordsOfDraws(loss) !== null) return null;
  const products = loss && productsOf(loss);
  if (!loss || !products || products.likelihood.number === 0) return null;
  const likelihood = partOf(context, loss, ['reconstruction'], 'reconstructionLoss');
  const divergence = partOf(context, loss, ['kl', 'discrete_kl'], 'kl');
  if (!likelihood || !divergence) return null;
  const { sizes } = loss;

  const dropped = droppedOf(context, likelihood.term);
  const isOpen = dropped?.isFitted === true;
  // At the scale that fits, both terms have the factor of the KL.
  const factor = isOpen ? products.divergence : products.likelihood;
  const ratio = isOpen ? new Product() : products.divergence.over(products.likelihood);
  const [c, beta] = [weightOfProduct(factor, sizes), weightOfProduct(ratio, sizes)];
  const extras = [
    furtherOf(products.likelihood, likelihood, sizes),
    furtherOf(products.divergence, divergence, sizes),
  ] as const;
  if (!c || !beta || !extras[0] || !extras[1]) return null;

  const start = ToldSteps.from(jensenSteps(batchEvidenceSymbols)[0].from)
    .follow(jensenSteps(batchEvidenceSymbols), [])
    .step(
      { kind: 'scaled', factor: num(-1) },
      plus(negative(meanOfLog), klToPrior),
      'Losses are minimised: minus the bound.',
    )
    .step(
      { kind: 'sampled', measure: q },
      plus(nll, klToPrior),
      'One draw of z from the encoder in place of the mean: the same on average. The KL needs no draw where it has a closed form.',
    );
  const constant = dropped?.constant ?? null;
  const rest = constant ? keptLoss : nll;
  const kept = constant
    ? start
        .step(
          { kind: 'rewritten' },
          plus(keptLoss, constant, klToPrior),
          'The likelihood’s line has the first part of −log p(x|z), and leaves out the second.',
          ['A'],
        )
        .step(
          { kind: 'dropped', term: constant, needed: false, effect: 'The value does not.' },
          plus(keptLoss, klToPrior),
          'No parameter is learned in it, so gradients stay.',
          ['A'],
        )
    : start;
  const right = withErrors(kept, [likelihood, divergence], context);
  const kl = right.error ? plus(klToPrior, right.error) : klToPrior;
  const weighed = isUnit(beta)
    ? right.steps
    : right.steps.step(
        { kind: 'replaced', difference: times(minus(beta.expr, 1), kl) },
        plus(rest, times(beta.expr, kl)),
        'The KL counts this many times: what follows is −ELBO of a β-VAE, not −ELBO.',
        ['B'],
      );
  const scaled = isUnit(c)
    ? weighed
    : weighed.step(
        { kind: 'scaled', factor: c.expr },
        plus(times(c.expr, rest), times(c.expr, beta.expr, kl)),
        'The factor that both terms have in the code.',
      );
  const sum = plus(
    ...[likelihood, divergence].map(({ name }, at) => weighedBy(extras[at] ?? null, name)),
  );
  const inCode = scaled.step(
    { kind: 'rewritten' },
    sum,
    'Each term is what its own line computes for one datum.',
    ['A', 'B'],
  );
  const held = withFurther(withThreshold(inCode, loss, divergence, context), loss);
  const { batch } = reductionOf(pieceIn(loss, likelihood.term) ?? noPiece);
  const reduced =
    batch === 'mean' || batch === 'sum' ? held.reducedOver(batch, batchWords[batch]) : held;
  const { steps } = reduced.endingIn(codeLine(context.analysis, loss.span, context.where));

  const definitions = {
    ...batchEvidenceDefinitions,
    ...(constant ? { [keptLossName]: minus(nll, constant) } : {}),
    ...definitionOf(likelihood, rest, extras[0], c),
    ...definitionOf(divergence, kl, extras[1], c, beta),
  };
  const values = new Map([...products.likelihood.values, ...products.divergence.values]);
  return {
    told: {
      title: evidenceByJensen.title,
      question: evidenceByJensen.question,
      subject: log(symbol('px')),
      quantities: quantitiesOf({ quantities: evidenceQuantities, definitions }, {}, steps, values),
      definitions,
      steps,
      conclusion: evidenceByJensen.conclusion,
      sources: evidenceByJensen.sources,
    },
    links: [linkOf('A', 'reconstruction', likelihood), linkOf('B', 'KL', divergence)],
  };
}

/** A term whose coefficients are wrong is something else than its name says: by how much is another symbol. */
function withErrors(
  steps: ToldSteps,
  parts: readonly Part[],
  { where }: TellingContext,
): { readonly steps: ToldSteps; readonly error: Expr | null } {
  const wrong = parts.filter(({ term }) => (term.match?.wrong.length ?? 0) > 0);
  const [first] = wrong;
  if (first === undefined) return { steps, error: null };
  const place = where(first.term.span.from);
  const error = symbol(literalName(`error of ${place}`), ['batch']);
  return {
    steps: steps.step(
      { kind: 'replaced', difference: error },
      plus(steps.end, error),
      `A coefficient in ${place} is wrong, so that it is not what it is meant to be; its own derivation shows the difference.`,
      [wrong.includes(parts[0] ?? first) ? 'A' : 'B'],
    ),
    error,
  };
}

/** A KL that passes a threshold: by how much that changes it is another symbol. */
function withThreshold(
  steps: ToldSteps,
  loss: LossModel,
  { term }: Part,
  { where }: TellingContext,
): ToldSteps {
  if (wordsOfThreshold(loss) === null) return steps;
  const change = symbol(literalName(`threshold of ${where(term.span.from)}`), ['batch']);
  return steps.step(
    { kind: 'replaced', difference: change },
    plus(steps.end, change),
    loss.objective === 'freeBits'
      ? 'The KL passes a threshold first. This is what that changes: the same for every KL above it, and what holds the KL still below it.'
      : 'Of the KL the distance from a capacity is added: this is what that changes.',
    ['B'],
  );
}

/** Parts of the statement that are not read. */
function withFurther(steps: ToldSteps, loss: LossModel): ToldSteps {
  const further = wordsOfFurther(loss);
  if (further === null) return steps;
  const added = symbol(literalName('what else is added'), ['batch']);
  return steps.step(
    { kind: 'replaced', difference: added },
    plus(steps.end, added),
    `The code adds ${further}, which is not part of this derivation.`,
  );
}

const linkOf = (letter: string, label: string, { term, name }: Part): CodeLink => ({
  letter,
  label,
  spans: [term.span],
  symbols: name.kind === 'symbol' ? [name.name] : [],
});

const meanOfLog: Expr = (() => {
  const steps = jensenSteps(batchEvidenceSymbols);
  const last = steps.at(-1)?.to;
  const [mean] = last?.kind === 'add' ? last.terms : [];
  return mean ?? num(0);
})();

const noPiece = {
  reductions: [],
  weights: [],
  flags: new Set<'capacity' | 'freeBits' | 'importance'>(),
};

const weighedBy = (weight: Weight | null, expr: Expr): Expr =>
  weight === null || isUnit(weight) ? expr : times(weight.expr, expr);

/** What a name of the code stands for: its statement's multiple of the exact term. */
function definitionOf(
  { name }: Part,
  exact: Expr,
  extra: Weight,
  c: Weight,
  beta: Weight | null = null,
): Readonly<Record<string, Expr>> {
  if (name.kind !== 'symbol') return {};
  const total = times(c.expr, ...(beta ? [beta.expr] : []), exact);
  return { [name.name]: isUnit(extra) ? total : over(total, extra.expr) };
}

function partOf(
  { analysis }: TellingContext,
  loss: LossModel,
  kinds: readonly Term['kind'][],
  fallback: string,
): Part | null {
  const term = termsInOrder(loss).find(({ kind }) => kinds.includes(kind));
  if (!term) return null;
  const isApart = term.span.from !== loss.span.from;
  const name = isApart ? nameOf(analysis.program.text, term.span) : null;
  const short = name?.replace(/^(?:self|this)\./u, '') ?? null;
  const axes = ['batch', 'state'] as const;
  return {
    term,
    name: symbol(
      short === null ? fallback : literalName(short),
      kinds.includes('kl') ? ['batch'] : axes,
    ),
    own: isApart ? ownProduct(term, kinds.includes('kl') ? 'd' : 'D') : null,
  };
}

/** What the loss multiplies by after the term's own statement. */
function furtherOf(whole: Product, { own }: Part, sizes: LossModel['sizes']): Weight | null {
  return weightOfProduct(own ? whole.over(own) : new Product(), sizes);
}

/** The constant that the likelihood's own derivation drops, at the scale that fits. */
function droppedOf(
  context: TellingContext,
  term: Term,
): { readonly constant: Expr | null; readonly isFitted: boolean } | null {
  const told = tell({ ...context, term });
  if (!told) return null;
  const { steps } = told.told;
  const step = steps.find(({ change }) => change.kind === 'dropped');
  const constant = step?.change.kind === 'dropped' ? step.change.term : null;
  const scale = told.scale;
  if (constant === null) return { constant: null, isFitted: scale !== null };
  const value = scale ? substitute(constant, { [scale.symbol]: scale.fitted }) : constant;
  // What the data alone decide, log x!, is a number here.
  const isOfSizes = [...freeSymbols(value)].every((name) => axesOfSymbol(value, name).length === 0);
  return {
    constant: isOfSizes ? value : symbol(literalName('constant of x'), ['batch']),
    isFitted: scale !== null,
  };
}
