import assert from 'node:assert/strict';
import { createRandom, type Random } from '../../src/elbo/random.ts';
import { assertMeanWithin } from '../support/numbers.ts';

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const uniforms = (random: Random, count = 5): number[] => draw(count, () => random.uniform());

describe('random', () => {
  it('draws the words of xoshiro128** as published', () => {
    // First outputs from words 1, 2, 3, 4: rotl(5 b, 7) 9 by hand; the state advances as the paper says.
    const random = createRandom([0, 0, 1, 2, 3, 4, 0, 0]);
    const words = draw(3, () => random.fillUniform(new Float32Array(1))[0] ?? 0);
    assert.deepEqual(
      words.map((word) => word * 2 ** 24),
      [11520, 0, 5927040].map((word) => word >>> 8),
    );
  });

  it('is the same for the same seed, and different for another', () => {
    assert.deepEqual(uniforms(createRandom(7)), uniforms(createRandom(7)));
    const firsts = draw(1000, () => 0).map((_, seed) => createRandom(seed).uniform());
    assert.equal(new Set(firsts).size, 1000);
    assertMeanWithin(firsts, 0.5, 'first draw over seeds 0..999');
  });

  it('uses every bit of a large seed', () => {
    assert.notDeepEqual(uniforms(createRandom(1)), uniforms(createRandom(1 + 2 ** 40)));
    assert.notDeepEqual(uniforms(createRandom(1)), uniforms(createRandom(-1)));
  });

  it('refuses what is not a seed, a state or a bound', () => {
    assert.throws(() => createRandom(0.5), /seed must be an integer, got 0.5/);
    assert.throws(() => createRandom([1, 2]), /holds 8 numbers, got 2/);
    assert.throws(() => createRandom(0).integer(0), /positive integer, got 0/);
  });

  it('draws uniforms with the moments and range of U[0, 1)', () => {
    const random = createRandom(1);
    const values = draw(40_000, () => random.uniform());
    assert.ok(values.every((value) => value >= 0 && value < 1));
    assertMeanWithin(values, 1 / 2, 'E[u]');
    assertMeanWithin(
      values.map((u) => u ** 2),
      1 / 3,
      'E[u^2]',
    );
    const lag = values.slice(1).map((u, index) => (u - 0.5) * ((values[index] ?? 0) - 0.5));
    assertMeanWithin(lag, 0, 'correlation of neighbours');
  });

  it('draws normals with the first six moments of N(0, 1)', () => {
    const random = createRandom(2);
    const values = draw(60_000, () => random.normal());
    [0, 1, 0, 3, 0, 15].forEach((moment, index) => {
      assertMeanWithin(
        values.map((n) => n ** (index + 1)),
        moment,
        `E[n^${index + 1}]`,
      );
    });
    const pairs = values.slice(1).map((n, index) => n * (values[index] ?? 0));
    assertMeanWithin(pairs, 0, 'correlation of neighbours');
  });

  it('draws integers evenly below the bound', () => {
    const random = createRandom(3);
    const values = draw(30_000, () => random.integer(6));
    for (let face = 0; face < 6; face++) {
      assertMeanWithin(
        values.map((value) => (value === face ? 1 : 0)),
        1 / 6,
        `face ${face}`,
      );
    }
  });

  it('fills float32 arrays, uniforms staying below 1 after rounding', () => {
    const uniform = createRandom(4).fillUniform(new Float32Array(50_000));
    assert.ok(uniform.every((value) => value >= 0 && value < 1));
    assertMeanWithin([...uniform], 0.5, 'fillUniform');
    const normal = createRandom(5).fillNormal(new Float32Array(50_001));
    assertMeanWithin([...normal], 0, 'fillNormal');
    assertMeanWithin(
      [...normal].map((n) => n * n),
      1,
      'fillNormal squared',
    );
  });

  it('permutes: every index once, every place equally likely', () => {
    const random = createRandom(6);
    for (const length of [0, 1, 2, 257]) {
      const sorted = random.permutation(length).toSorted();
      assert.deepEqual([...sorted], [...sorted.keys()]);
      assert.equal(sorted.length, length);
    }
    const places = draw(6000, () => random.permutation(5).indexOf(0));
    assertMeanWithin(places, 2, 'place of index 0');
    const orders = new Set(draw(2000, () => 0).map(() => random.permutation(4).join()));
    assert.equal(orders.size, 24);
  });

  it('goes on from a saved state as if nothing had happened, waiting normal included', () => {
    for (const drawn of [0, 1, 2, 3]) {
      const random = createRandom(8);
      for (let index = 0; index < drawn; index++) random.normal();
      const saved: unknown = JSON.parse(JSON.stringify(random.state()));
      const restored = createRandom(saved as readonly number[]);
      assert.deepEqual(
        draw(5, () => restored.normal()),
        draw(5, () => random.normal()),
      );
      assert.deepEqual(uniforms(restored.fork('a')), uniforms(random.fork('a')));
    }
  });

  it('forks by label, whatever was drawn before', () => {
    const parent = createRandom(9);
    const before = uniforms(parent.fork('weights'));
    parent.uniform();
    assert.deepEqual(uniforms(parent.fork('weights')), before);
    assert.notDeepEqual(uniforms(parent.fork('noise')), before);
    assert.notDeepEqual(uniforms(createRandom(10).fork('weights')), before);
    assert.notDeepEqual(uniforms(parent.fork('').fork('weights')), before);
    assert.notDeepEqual(uniforms(createRandom(9)), before);
  });

  it('forks independent streams', () => {
    const random = createRandom(11);
    const firsts = draw(4000, () => 0).map((_, index) => random.fork(`step ${index}`).normal());
    assertMeanWithin(firsts, 0, 'mean over forks');
    assertMeanWithin(
      firsts.map((n) => n * n),
      1,
      'variance over forks',
    );
    const pairs = firsts.slice(1).map((n, index) => n * (firsts[index] ?? 0));
    assertMeanWithin(pairs, 0, 'correlation of neighbouring labels');
    const left = random.fork('left');
    const right = random.fork('right');
    assertMeanWithin(
      draw(20_000, () => left.normal() * right.normal()),
      0,
      'two streams',
    );
  });
});
