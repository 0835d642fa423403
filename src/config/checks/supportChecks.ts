// Whether the targets lie where the likelihood has probability: one row for each support, with what to do if not.

import type { Support } from '../../elbo/families/family.ts';
import { getFamily } from '../../elbo/families/index.ts';
import type { DataConfig } from '../experiment.ts';
import { levelCount, targetFacts, targetsInWords, type TargetFacts } from '../targets.ts';
import { problemAt } from './check.ts';
import type { Check } from './check.ts';

interface SupportRule {
  /** The object of "needs". */
  readonly needs: string;
  readonly fits: (facts: TargetFacts) => boolean;
  /** What happens elsewhere. */
  readonly otherwise: string;
  /** What to do, and a family to change to where that helps. */
  readonly now: (
    facts: TargetFacts,
    data: DataConfig,
  ) => { readonly text: string; readonly family?: string };
}

const within = ({ minimum, maximum }: TargetFacts, low: number, high: number): boolean =>
  minimum >= low && maximum <= high;

const change = (family: string) => ({ text: `Use \`family: ${family}\`.`, family });

/** The family for targets of a kind, whatever was asked for. */
function familyFor({ values, minimum }: TargetFacts) {
  switch (values) {
    case 'binary':
      return change('bernoulli');
    case 'whole':
      return change(minimum >= 0 ? 'poisson' : 'normal');
    case 'levels':
    case 'dequantised':
    case 'real':
    case 'unknown':
      return change('normal');
  }
}

/** Half a millionth of a radian: float32 rounds pi up. */
const roundTurn = Math.PI + 5e-7;

const rules: Readonly<Record<Exclude<Support, 'zeroOrOne' | 'real'>, SupportRule>> = {
  unitInterval: {
    needs: 'targets from 0 to 1',
    fits: (facts) => within(facts, 0, 1),
    otherwise: 'Its density is 0 elsewhere, so log p would be −∞.',
    now: (facts) =>
      facts.values === 'levels' || facts.values === 'dequantised'
        ? { text: 'Use `scaling: unit`, or `family: normal`.', family: 'normal' }
        : familyFor(facts),
  },
  openUnitInterval: {
    needs: 'targets strictly between 0 and 1',
    fits: (facts) => facts.values === 'dequantised' && within(facts, 0, 1),
    otherwise: 'At 0 and at 1 its density is 0 or infinite.',
    now: (facts) => {
      if (facts.values !== 'levels' && facts.values !== 'dequantised') return familyFor(facts);
      const scaling = within(facts, 0, 1) ? '' : '`scaling: unit` with ';
      return {
        text: `Use ${scaling}\`transform: uniform-dequantisation\`, which fills the levels.`,
      };
    },
  },
  positive: {
    needs: 'targets above 0',
    fits: (facts) => facts.values === 'dequantised' && facts.minimum >= 0,
    otherwise: 'At 0 the logarithm is −∞.',
    now: (facts) => {
      if (facts.values !== 'levels' && facts.values !== 'dequantised') return familyFor(facts);
      const scaling = facts.minimum >= 0 ? '' : '`scaling: unit` with ';
      return {
        text: `Use ${scaling}\`transform: uniform-dequantisation\`, which fills the levels.`,
      };
    },
  },
  naturalNumber: {
    needs: 'counts: whole numbers from 0 up',
    fits: ({ values, minimum, maximum }) =>
      values === 'binary' ||
      (values === 'whole' && minimum >= 0) ||
      (values === 'levels' && minimum === 0 && maximum === 255),
    otherwise: 'Between whole numbers it has no probability.',
    now: (facts, { source }) => {
      if (facts.values !== 'levels' && facts.values !== 'dequantised') return familyFor(facts);
      return source === 'idx' || source === 'png'
        ? { text: 'Use `scaling: none` and `transform: none`, which keep bytes as they are.' }
        : change(facts.values === 'levels' ? 'discretised-logistic' : 'normal');
    },
  },
  levels: {
    needs: 'targets that take countable levels',
    fits: (facts) => levelCount(facts) !== undefined,
    otherwise: 'It gives probability to those levels alone.',
    now: (facts) =>
      facts.values === 'dequantised'
        ? { text: 'Use `transform: none`: levels need no noise here.' }
        : familyFor(facts),
  },
  oneHot: {
    needs: 'data with a single 1 among zeros',
    fits: ({ values, minimum }) => values === 'whole' && minimum === 0,
    otherwise: 'All other data have no probability.',
    now: familyFor,
  },
  circle: {
    needs: 'angles in radians, from −π to π',
    fits: (facts) => facts.values === 'real' && within(facts, -roundTurn, roundTurn),
    otherwise: 'It takes values that differ by 2π for the same.',
    now: familyFor,
  },
};

/** Targets outside the support have log p = -infinity, or a number that means nothing. */
export const targetsOutsideSupport: Check = (input) => {
  const { data, likelihood } = input.experiment;
  const { support, name } = getFamily(likelihood.family);
  if (support === 'zeroOrOne' || support === 'real') return [];
  const rule = rules[support];
  const facts = targetFacts(data);
  // The trainer looks at what only the file knows.
  if (facts.values === 'unknown' || rule.fits(facts)) return [];
  const { text, family } = rule.now(facts, data);
  return [
    problemAt(input, {
      // Real numbers without stated bounds may be angles all the same.
      severity: support === 'circle' && facts.minimum === -Infinity ? 'warning' : 'error',
      code: 'targets-outside-support',
      path: 'likelihood.family',
      message: `${name} needs ${rule.needs}, but ${targetsInWords(data)}. ${rule.otherwise} ${text}`,
      ...(family !== undefined && { changeTo: family }),
    }),
  ];
};
