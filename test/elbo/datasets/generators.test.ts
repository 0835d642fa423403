// What is special about each generator; what all share is in datasets.test.ts.

import assert from 'node:assert/strict';
import { binaryBars } from '../../../src/elbo/datasets/binaryBars.ts';
import { bagOfWords } from '../../../src/elbo/datasets/bagOfWords.ts';
import { digitGlyphs } from '../../../src/elbo/datasets/digitGlyphs.ts';
import { eightGaussians } from '../../../src/elbo/datasets/eightGaussians.ts';
import { geneCounts } from '../../../src/elbo/datasets/geneCounts.ts';
import { linearGaussian, linearGaussianModel } from '../../../src/elbo/datasets/linearGaussian.ts';
import { sampleCovariance } from '../../../src/elbo/datasets/ppcaMaximumLogLikelihood.ts';
import { pinwheel } from '../../../src/elbo/datasets/pinwheel.ts';
import {
  shapeFactorRanges,
  shapeFactors,
  shapeNames,
  shapes,
} from '../../../src/elbo/datasets/shapes.ts';
import { strokeDigits } from '../../../src/elbo/datasets/strokeDigits.ts';
import { swissRoll } from '../../../src/elbo/datasets/swissRoll.ts';
import { survey } from '../../../src/elbo/datasets/survey.ts';
import { torsionAngles } from '../../../src/elbo/datasets/torsionAngles.ts';
import { twoMoons } from '../../../src/elbo/datasets/twoMoons.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { besselRatio } from '../../../src/elbo/special/bessel.ts';
import { assertClose, moments } from '../../support/numbers.ts';

describe('two moons', () => {
  it('lie on their half circles when there is no noise', () => {
    const { values, labels } = twoMoons.generate(400, { noise: 0 }, createRandom(1));
    for (let i = 0; i < 400; i += 1) {
      const [x, y] = [values[2 * i]!, values[2 * i + 1]!];
      const [cx, cy, side] = labels[i] === 0 ? [0, 0, 1] : [1, 0.5, -1];
      assert.ok(Math.abs(Math.hypot(x - cx, y - cy) - 1) < 1e-6);
      assert.ok(side * (y - cy) >= -1e-6);
    }
  });

  it('leave their circles by the noise asked for', () => {
    const count = 20_000;
    const clean = twoMoons.generate(count, { noise: 0 }, createRandom(2)).values;
    const noisy = twoMoons.generate(count, { noise: 0.3 }, createRandom(2)).values;
    const squares = noisy.reduce((sum, value, k) => sum + (value - clean[k]!) ** 2, 0);
    assert.ok(Math.abs(Math.sqrt(squares / noisy.length) - 0.3) < 0.005);
  });
});

describe('eight Gaussians', () => {
  const count = 40_000;
  const { values, labels } = eightGaussians.generate(
    count,
    { radius: 3, noise: 0.4 },
    createRandom(5),
  );

  it('stand evenly on their circle, equally often, as wide as asked', () => {
    for (let mode = 0; mode < 8; mode += 1) {
      const own = Array.from(labels.keys()).filter((i) => labels[i] === mode);
      assert.ok(Math.abs(own.length - count / 8) < 5 * Math.sqrt(count / 8), `mode ${mode}`);
      for (const [axis, centre] of [Math.cos, Math.sin].entries()) {
        const expected = 3 * centre((mode * Math.PI) / 4);
        const mean = own.reduce((sum, i) => sum + values[2 * i + axis]!, 0) / own.length;
        const squares = own.reduce((sum, i) => sum + (values[2 * i + axis]! - expected) ** 2, 0);
        assert.ok(Math.abs(mean - expected) < (5 * 0.4) / Math.sqrt(own.length));
        assert.ok(Math.abs(Math.sqrt(squares / own.length) - 0.4) < 0.02);
      }
    }
  });
});

describe('a pinwheel', () => {
  it('is straight arms of the asked length and width once it is unwound', () => {
    const count = 20_000;
    const options = { arms: 3, radial: 0.2, tangential: 0.05, twist: 0.5 };
    const { values, labels } = pinwheel.generate(count, options, createRandom(6));
    let [along, across] = [0, 0];
    for (let i = 0; i < count; i += 1) {
      const [x, y] = [values[2 * i]!, values[2 * i + 1]!];
      // The distance from the centre is close to the position along the arm, which says how far it was turned.
      const angle = (2 * Math.PI * labels[i]!) / 3 + 0.5 * Math.exp(Math.hypot(x, y));
      along += (x * Math.cos(angle) + y * Math.sin(angle) - 1) ** 2;
      across += (y * Math.cos(angle) - x * Math.sin(angle)) ** 2;
    }
    assert.ok(Math.abs(Math.sqrt(along / count) - 0.2) < 0.01, `${Math.sqrt(along / count)}`);
    assert.ok(Math.abs(Math.sqrt(across / count) - 0.05) < 0.01, `${Math.sqrt(across / count)}`);
    assert.deepEqual(new Set(labels), new Set([0, 1, 2]));
  });
});

describe('a Swiss roll', () => {
  const roll = (options: Record<string, number>) =>
    swissRoll.generate(2000, options, createRandom(9));

  it('winds outwards once and a half while its radius grows threefold', () => {
    const { values, factors, labels } = roll({ noise: 0 });
    for (let i = 0; i < 2000; i += 1) {
      const along = factors.values[2 * i]!;
      const t = Math.PI * (1.5 + 3 * along);
      const radius = Math.hypot(values[3 * i]!, values[3 * i + 1]!);
      assert.ok(Math.abs(radius - (0.5 + along)) < 1e-6);
      assert.ok(Math.abs(values[3 * i]! - radius * Math.cos(t)) < 1e-5);
      assert.equal(labels[i], Math.floor(4 * along));
    }
  });

  it('is a sheet across, and in two dimensions its cross-section', () => {
    const { values, factors } = roll({ noise: 0 });
    const heights = Array.from({ length: 2000 }, (_, i) => values[3 * i + 2]!);
    const across = Array.from({ length: 2000 }, (_, i) => factors.values[2 * i + 1]!);
    for (const [i, height] of heights.entries()) {
      assert.ok(Math.abs(height - heights[0]! - 2.228 * (across[i]! - across[0]!)) < 2e-3);
    }
    const flat = roll({ noise: 0, dimensions: 2 });
    assert.deepEqual(swissRoll.shape({ dimensions: 2 }), [2]);
    assert.deepEqual(flat.values.slice(0, 2), values.slice(0, 2));
  });
});

describe('binary bars', () => {
  it('are on where a bar is on, once where two cross', () => {
    const side = 5;
    const { values, factors } = binaryBars.generate(
      300,
      { side, probability: 0.3 },
      createRandom(2),
    );
    assert.equal(factors.names.length, 2 * side);
    for (let i = 0; i < 300; i += 1) {
      const bars = factors.values.subarray(i * 2 * side, (i + 1) * 2 * side);
      for (let pixel = 0; pixel < side * side; pixel += 1) {
        const expected = bars[Math.floor(pixel / side)] === 1 || bars[side + (pixel % side)] === 1;
        assert.equal(values[i * side * side + pixel], expected ? 1 : 0);
      }
    }
  });

  it('turn pixels over as often as asked, whichever bars are on', () => {
    const options = { side: 8, probability: 0.125 };
    const clean = binaryBars.generate(500, options, createRandom(3));
    const noisy = binaryBars.generate(500, { ...options, flip: 0.1 }, createRandom(3));
    assert.deepEqual(noisy.factors, clean.factors);
    const flipped = noisy.values.filter((value, i) => value !== clean.values[i]).length;
    assert.ok(Math.abs(flipped / noisy.values.length - 0.1) < 0.01);
  });
});

describe('linear Gaussian data', () => {
  it('have mean and covariance W Wᵀ + sigma² I of their model', () => {
    const options = { dimensions: 4, latent: 2, noise: 0.7 };
    const count = 60_000;
    const { values } = linearGaussian.generate(count, options, createRandom(11));
    const model = linearGaussianModel(options, createRandom(11));
    const covariance = sampleCovariance(values, 4);
    const trueCovariance = (i: number, j: number): number => {
      const w = (row: number, column: number): number => model.weights[row * 2 + column]!;
      return w(i, 0) * w(j, 0) + w(i, 1) * w(j, 1) + (i === j ? 0.7 ** 2 : 0);
    };
    for (let i = 0; i < 4; i += 1) {
      let mean = 0;
      for (let row = 0; row < count; row += 1) mean += values[4 * row + i]! / count;
      const error = Math.sqrt(trueCovariance(i, i) / count);
      assert.ok(Math.abs(mean - model.mean[i]!) < 5 * error, `mean ${i}`);
      for (let j = 0; j < 4; j += 1) {
        const expected = trueCovariance(i, j);
        // Variance of a sample covariance of normals (Wishart).
        const variance = (trueCovariance(i, i) * trueCovariance(j, j) + expected ** 2) / count;
        const found = covariance[4 * i + j]!;
        assert.ok(Math.abs(found - expected) < 5 * Math.sqrt(variance), `covariance ${i}, ${j}`);
      }
    }
  });

  it('has the shape its options say', () => {
    assert.deepEqual(linearGaussian.shape({ dimensions: 7 }), [7]);
  });
});

describe('shapes', () => {
  const count = 3000;
  const side = 28;
  const { values, labels, factors } = shapes.generate(count, {}, createRandom(3));
  const factor = (i: number, name: (typeof shapeFactors)[number]): number =>
    factors.values[i * shapeFactors.length + shapeFactors.indexOf(name)]!;

  it('return factors within their stated ranges, filling them', () => {
    for (const name of ['x', 'y', 'size', 'grey'] as const) {
      const [low, high] = shapeFactorRanges[name];
      const found = Array.from({ length: count }, (_, i) => factor(i, name));
      assert.ok(Math.min(...found) >= low - 1e-6 && Math.max(...found) <= high + 1e-6);
      assert.ok(Math.max(...found) - Math.min(...found) > 0.98 * (high - low));
    }
    for (const shape of shapeNames.keys())
      assert.ok(labels.filter((l) => l === shape).length > 900);
  });

  it('are drawn where, how large and how bright their factors say', () => {
    for (let i = 0; i < count; i += 1) {
      let [ink, sumX, sumY, brightest] = [0, 0, 0, 0];
      for (let pixel = 0; pixel < side * side; pixel += 1) {
        const value = values[i * side * side + pixel]!;
        ink += value;
        sumX += value * ((pixel % side) + 0.5);
        sumY += value * (Math.floor(pixel / side) + 0.5);
        brightest = Math.max(brightest, value);
      }
      const grey = factor(i, 'grey');
      const area = Math.PI * (factor(i, 'size') * side) ** 2;
      assert.ok(Math.abs(brightest - grey) <= 0.5 / 255 + 1e-6);
      assert.ok(Math.abs(ink / grey / area - 1) < 0.2, `area of ${i}: ${ink / grey} for ${area}`);
      assert.ok(Math.abs(sumX / ink - factor(i, 'x') * side) < 0.5);
      assert.ok(Math.abs(sumY / ink - factor(i, 'y') * side) < 0.5);
    }
  });

  it('never reach the border of the picture', () => {
    const border = (pixel: number): boolean =>
      pixel < side || pixel >= side * (side - 1) || pixel % side === 0 || pixel % side === side - 1;
    assert.ok(values.every((value, k) => value === 0 || !border(k % (side * side))));
  });

  it('take the side asked for', () => {
    assert.deepEqual(shapes.shape({ side: 16 }), [16, 16, 1]);
    assert.equal(shapes.generate(2, { side: 16 }, createRandom(1)).values.length, 2 * 256);
  });
});

describe('stroke digits', () => {
  const count = 1500;
  const { values, labels } = strokeDigits.generate(count, {}, createRandom(4));
  const image = (i: number): Float32Array => values.subarray(i * 784, (i + 1) * 784);

  it('draw every digit about equally often', () => {
    assert.equal(digitGlyphs.length, 10);
    for (let digit = 0; digit < 10; digit += 1) {
      assert.ok(Math.abs(labels.filter((label) => label === digit).length - 150) < 60);
    }
  });

  it('put ink in every picture, with full black, full white and soft edges', () => {
    for (let i = 0; i < count; i += 1) {
      const share = image(i).reduce((sum, value) => sum + value, 0) / 784;
      assert.ok(share > 0.02 && share < 0.35, `${share} of picture ${i} is ink`);
      assert.ok(image(i).some((value) => value > 0.9));
      assert.ok(image(i).some((value) => value > 0.05 && value < 0.95));
    }
  });

  it('keep the ink off the border', () => {
    for (let i = 0; i < count; i += 1) {
      const picture = image(i);
      for (let k = 0; k < 28; k += 1) {
        for (const pixel of [k, 27 * 28 + k, 28 * k, 28 * k + 27]) {
          assert.ok(picture[pixel]! < 0.75, `picture ${i} is cut off at ${pixel}`);
        }
      }
    }
  });

  it('can be told apart: the nearest of 1 000 other digits is nearly always the same digit', () => {
    let right = 0;
    for (let i = 1000; i < 1200; i += 1) {
      let [best, label] = [Infinity, -1];
      for (let other = 0; other < 1000; other += 1) {
        let distance = 0;
        const [a, b] = [image(i), image(other)];
        for (let k = 0; k < 784; k += 1) distance += (a[k]! - b[k]!) ** 2;
        if (distance < best) [best, label] = [distance, labels[other]!];
      }
      if (label === labels[i]) right += 1;
    }
    assert.ok(right >= 180, `${right} of 200`);
  });
});

describe('gene counts', () => {
  const count = 4000;
  const options = { genes: 2, groups: 1, dispersion: 3, missing: 0 };
  const gene = (values: Float32Array, j: number) =>
    Array.from({ length: count }, (_, i) => values[2 * i + j]!);

  it('have variance mu + mu²/theta', () => {
    const { values } = geneCounts.generate(count, options, createRandom(5));
    for (const j of [0, 1]) {
      const { mean, variance } = moments(gene(values, j));
      assertClose(variance, mean + mean ** 2 / 3, { relative: 0.1 });
    }
  });

  it('lose the share that is missing', () => {
    const seen = geneCounts.generate(count, { ...options, dispersion: 1e4 }, createRandom(5));
    const some = { ...options, dispersion: 1e4, missing: 0.3 };
    const lossy = geneCounts.generate(count, some, createRandom(5));
    const [all, kept] = [seen, lossy].map(({ values }) => moments(gene(values, 0)).mean);
    assertClose((kept ?? 0) / (all ?? 1), 0.7, { absolute: 0.03 });
  });
});

describe('a bag of words', () => {
  it('holds as many words as asked, and is one-hot with one', () => {
    for (const words of [1, 30]) {
      const options = { vocabulary: 12, topics: 3, words };
      const { values } = bagOfWords.generate(50, options, createRandom(3));
      for (let i = 0; i < 50; i += 1) {
        const document = values.subarray(12 * i, 12 * (i + 1));
        assert.equal(
          document.reduce((sum, value) => sum + value, 0),
          words,
        );
      }
    }
  });

  it('is about its topic: documents of one label share words', () => {
    const options = { vocabulary: 60, topics: 2, words: 200 };
    const { values, labels } = bagOfWords.generate(300, options, createRandom(8));
    const centre = (label: number): readonly number[] => {
      const own = [...labels.keys()].filter((i) => labels[i] === label);
      return Array.from(
        { length: 60 },
        (_, word) => own.reduce((sum, i) => sum + values[60 * i + word]!, 0) / own.length / 200,
      );
    };
    const [first, second] = [centre(0), centre(1)];
    const apart = first.reduce((sum, share, word) => sum + Math.abs(share - second[word]!), 0);
    assert.ok(apart > 0.3, String(apart));
  });
});

describe('survey answers', () => {
  it('take all five values, and some questions about one trait go together', () => {
    const [count, questions] = [4000, 6];
    const { values } = survey.generate(count, { questions, traits: 1 }, createRandom(2));
    assert.deepEqual(
      [...new Set(values)].toSorted((a, b) => a - b),
      [0, 1, 2, 3, 4],
    );
    const product = (j: number, k: number): number => {
      let sum = 0;
      for (let i = 0; i < count; i += 1) {
        sum += (values[questions * i + j]! - 2) * (values[questions * i + k]! - 2);
      }
      return sum / count;
    };
    const largest = Math.max(...[1, 2, 3, 4, 5].map((k) => Math.abs(product(0, k))));
    assert.ok(largest > 0.3, String(largest));
  });
});

describe('torsion angles', () => {
  it('differ from one another by the turn they share and von Mises noise', () => {
    const count = 6000;
    const concentration = 6;
    const { values } = torsionAngles.generate(
      count,
      { angles: 2, concentration },
      createRandom(12),
    );
    // One of the sum and the difference of two angles that turn at speeds of the same size stands still.
    const lengthOf = (sign: number): number => {
      let [x, y] = [0, 0];
      for (let i = 0; i < count; i += 1) {
        x += Math.cos(values[2 * i]! + sign * values[2 * i + 1]!) / count;
        y += Math.sin(values[2 * i]! + sign * values[2 * i + 1]!) / count;
      }
      return Math.hypot(x, y);
    };
    const still = Math.max(lengthOf(1), lengthOf(-1));
    assertClose(still, besselRatio(concentration) ** 2, { absolute: 0.02 });
  });
});
