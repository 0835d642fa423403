// The config of a loss that was read from code: its family, weights and sizes, on data a person chooses.

import type { FamilyId } from '../elbo/families/index.ts';
import { codeReference, type CodeReference } from './codeReference.ts';

/** Data offered for a loss whose code does not come with any; `size` is D. */
export interface OfferedData {
  readonly label: string;
  readonly size: number;
  readonly families: readonly FamilyId[];
  /** Keys of `data`, a line each. */
  readonly lines: readonly string[];
}

const densities: readonly FamilyId[] = ['normal', 'laplace', 'student-t'];
const unitInterval: readonly FamilyId[] = ['continuous-bernoulli', 'discretised-logistic'];
const counts: readonly FamilyId[] = [
  'poisson',
  'negative-binomial',
  'zero-inflated-negative-binomial',
];

/** In the order they are offered; the last fits any family, and is a file the person has. */
export const offeredData: readonly OfferedData[] = [
  {
    label: 'Stroke digits, 28 × 28, black and white',
    size: 784,
    families: ['bernoulli'],
    lines: ['source: stroke-digits', 'count: 4000', 'validation: 400', 'transform: threshold'],
  },
  {
    label: 'Stroke digits, 28 × 28, grey',
    size: 784,
    families: [...densities, ...unitInterval],
    lines: ['source: stroke-digits', 'count: 4000', 'validation: 400'],
  },
  {
    label: 'Two moons, points in the plane',
    size: 2,
    families: densities,
    lines: ['source: two-moons', 'count: 2000', 'validation: 200'],
  },
  {
    label: 'Gene counts',
    size: 30,
    families: counts,
    lines: ['source: gene-counts', 'count: 2000', 'validation: 200'],
  },
  {
    label: 'Bag of words',
    size: 40,
    families: ['multinomial'],
    lines: ['source: bag-of-words', 'count: 2000', 'validation: 200'],
  },
  {
    label: 'Torsion angles',
    size: 4,
    families: ['von-mises'],
    lines: ['source: torsion-angles', 'count: 2000', 'validation: 200'],
  },
  {
    label: 'Survey answers',
    size: 8,
    families: ['categorical'],
    lines: ['source: survey', 'count: 2000', 'validation: 200'],
  },
  {
    label: 'Grey shapes, dequantised',
    size: 144,
    families: ['beta', 'log-normal'],
    lines: ['source: shapes', 'options: { side: 12 }', 'transform: uniform-dequantisation'],
  },
];

export interface LossConfig {
  readonly code: CodeReference;
  readonly data: readonly string[];
  readonly latent: number;
  readonly family: FamilyId;
  /** Keys of the likelihood's settings: `scale: fixed`. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Null: the exact ELBO. */
  readonly asWritten: {
    readonly beta: number;
    readonly factor: number;
    /** Where the two numbers come from: `D = 784`. */
    readonly betaFrom: string;
    readonly factorFrom: string;
  } | null;
}

export function lossConfig(config: LossConfig): string {
  const { code, data, latent, family, settings, asWritten } = config;
  const name = code.symbol ?? code.path;
  const title = asWritten
    ? `# The loss of ${name} as it is written: factor · (−log p(x|z) + beta KL).`
    : `# The exact ELBO for the model of ${name}: every term summed over its dimensions, averaged over the batch.`;
  const objective = asWritten
    ? [
        'kind: as-written',
        `beta: ${written(asWritten.beta)} # ${asWritten.betaFrom}`,
        `factor: ${written(asWritten.factor)} # ${asWritten.factorFrom}`,
      ]
    : ['kind: elbo'];
  const network = ['kind: mlp', 'hidden: [256]'];
  return [
    title,
    `code: ${quoted(codeReference(code))}`,
    '',
    ...section('data', data),
    '',
    'model:',
    `  latent: ${latent}`,
    ...section('encoder', network).map(indented),
    ...section('decoder', network).map(indented),
    '',
    ...section('likelihood', [
      `family: ${family}`,
      ...Object.entries(settings).map(([key, value]) => `${key}: ${value}`),
    ]),
    '',
    ...section('objective', objective),
    '',
    ...section('training', ['learningRate: 0.002', 'batchSize: 128', 'epochs: 15']),
    '',
  ].join('\n');
}

const section = (name: string, lines: readonly string[]): readonly string[] => [
  `${name}:`,
  ...lines.map(indented),
];

const indented = (line: string): string => `  ${line}`;

const quoted = (text: string): string =>
  /^[\w./#-]+$/u.test(text) && !text.includes(' #') ? text : JSON.stringify(text);

/** Never in a form that YAML reads as a text: 1e-7 has no point. */
function written(value: number): string {
  const text = String(Number(value.toPrecision(8)));
  return /^-?\d+e/u.test(text) ? text.replace('e', '.0e') : text;
}
