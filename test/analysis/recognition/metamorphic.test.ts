// What does not change the loss does not change its model, and what changes one number changes that number alone:
// names, order of addends, spelling, helpers and comments in every seeded mixture.

import { strict as assert } from 'node:assert';
import { createRandom, type Random } from '../../../src/elbo/random.ts';
import { analyze } from '../../../src/analysis/analyze.ts';

interface Names {
  readonly x: string;
  readonly y: string;
  readonly mu: string;
  readonly lv: string;
  readonly rec: string;
  readonly kl: string;
  readonly total: string;
}

const plain: Names = {
  x: 'x',
  y: 'y',
  mu: 'mu',
  lv: 'logvar',
  rec: 'rec',
  kl: 'kl',
  total: 'loss',
};
const other: readonly Names[] = [
  { x: 'data', y: 'x_hat', mu: 'm', lv: 's', rec: 'a', kl: 'b', total: 'c' },
  { x: 'target', y: 'output', mu: 'logvar', lv: 'mu', rec: 'kl', kl: 'rec', total: 'total' },
  {
    x: 'inputs',
    y: 'recon',
    mu: 'z_mean',
    lv: 'z_log_var',
    rec: 'first',
    kl: 'second',
    total: 'value',
  },
];

interface Shape {
  readonly names: Names;
  readonly square: (e: string) => string;
  readonly exp: (e: string) => string;
  /** Addends of the KL and of the total, in this order. */
  readonly order: readonly number[];
  readonly isSwapped: boolean;
  readonly isHelper: boolean;
  readonly hasComments: boolean;
  readonly weight: number;
  readonly half: string;
}

const squares = [
  (e: string) => `${e} ** 2`,
  (e: string) => `${e}.pow(2)`,
  (e: string) => `torch.square(${e})`,
  (e: string) => `${e} * ${e}`,
  (e: string) => `torch.pow(${e}, 2)`,
] as const;
const exps = [
  (e: string) => `torch.exp(${e})`,
  (e: string) => `${e}.exp()`,
  (e: string) => `torch.exp(0.5 * ${e}) ** 2`,
  (e: string) => `torch.exp(-${e}) ** -1`,
] as const;

const canonical: Shape = {
  names: plain,
  square: squares[0],
  exp: exps[0],
  order: [0, 1, 2, 3],
  isSwapped: false,
  isHelper: false,
  hasComments: false,
  weight: 4,
  half: '0.5',
};

function drawn(random: Random): Shape {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[random.integer(list.length)] ?? list[0];
  return {
    names: pick([plain, ...other]),
    square: pick(squares),
    exp: pick(exps),
    order: [...random.permutation(4)],
    isSwapped: random.uniform() < 0.5,
    isHelper: random.uniform() < 0.5,
    hasComments: random.uniform() < 0.5,
    weight: 4,
    half: pick(['0.5', '.5', '1 / 2', '(1. / 2)']),
  };
}

function write(shape: Shape): string {
  const { names: n, square, exp, order } = shape;
  const addends = [`+ (${square(n.mu)})`, `+ ${exp(n.lv)}`, `- ${n.lv}`, '- 1'];
  const bracket = order
    .map((index) => addends[index] ?? '')
    .join(' ')
    .replace(/^\+ /u, '');
  const difference = `(${n.x} - ${n.y})`;
  const value = `${shape.half} * torch.sum(${bracket}, dim=1)`;
  const note = (text: string) => (shape.hasComments ? `  # ${text}` : '');
  const kl = shape.isHelper ? `divergence(${n.mu}, ${n.lv})` : value;
  const parts = [n.rec, `${shape.weight} * ${n.kl}`];
  if (shape.isSwapped) parts.reverse();
  return `import torch
${shape.isHelper ? `def divergence(${n.mu}, ${n.lv}):${note('of q from p')}\n    return ${value}\n` : ''}
def objective(${n.x}, ${n.y}, ${n.mu}, ${n.lv}):
    ${n.rec} = torch.sum(${square(difference)}, dim=1)${note('the data, mean((x - y) ** 2)')}
    ${n.kl} = ${kl}${note('rec = kl + 1')}
    ${n.total} = torch.mean(${parts.join(' + ')})${note('loss')}
    return ${n.total}
`;
}

/** What a loss model says, without the places it says it of. */
function modelOf(text: string) {
  const { losses, terms } = analyze(text, 'python');
  return {
    losses: losses.map(({ effectiveBeta, impliedScale, betaKind, sumOverBatch, sign }) => ({
      beta: effectiveBeta && { formula: effectiveBeta.formula, value: effectiveBeta.value },
      scale: impliedScale,
      betaKind,
      sumOverBatch,
      sign,
    })),
    terms: terms
      .filter(({ kind }) => kind !== 'elbo_total')
      .map(({ kind, family, parameter, sign, scale, weight }) => ({
        kind,
        family,
        parameter,
        sign,
        scale,
        weight,
      }))
      .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  };
}

describe('A loss model under rewriting', () => {
  const expected = modelOf(write(canonical));

  it('knows the loss as it stands', () => {
    assert.equal(expected.losses.length, 1);
    assert.deepEqual(expected.losses[0]?.beta, { formula: '2', value: 2 });
    assert.deepEqual(
      expected.terms.map(({ kind, scale }) => [kind, scale]),
      [
        ['kl', 1],
        ['reconstruction', 2],
      ],
    );
  });

  const single: Readonly<Record<string, Partial<Shape>>> = {
    'other names': { names: other[0] ?? plain },
    'misleading names': { names: other[1] ?? plain },
    'a helper': { isHelper: true },
    comments: { hasComments: true },
    'addends the other way round': { order: [3, 2, 1, 0], isSwapped: true },
    'squares as products': { square: squares[3] },
    'variances as powers of one over themselves': { exp: exps[3] },
  };
  for (const [name, change] of Object.entries(single)) {
    it(`does not change with ${name}`, () => {
      const text = write({ ...canonical, ...change });
      assert.deepEqual(modelOf(text), expected, text);
    });
  }

  it('does not change under 400 seeded mixtures of them', () => {
    const random = createRandom(5);
    for (let index = 0; index < 400; index += 1) {
      const text = write(drawn(random));
      assert.deepEqual(modelOf(text), expected, text);
    }
  });

  it('changes by the one number that a coefficient changes', () => {
    const random = createRandom(6);
    for (let index = 0; index < 60; index += 1) {
      const weight = 1 + random.integer(99);
      const { losses, terms } = modelOf(write({ ...drawn(random), weight }));
      const [loss] = losses;
      assert.equal(loss?.beta?.value, weight / 2);
      assert.equal(loss?.scale?.value, Math.sqrt(weight / 2));
      assert.deepEqual(terms, expected.terms);
    }
  });
});
