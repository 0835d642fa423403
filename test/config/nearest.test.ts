import assert from 'node:assert/strict';
import { assert as assertProperty, property, string } from 'fast-check';
import { editDistance, findNearest } from '../../src/config/nearest.ts';

describe('the distance between words', () => {
  it('counts insertions, deletions, replacements and swapped neighbours', () => {
    for (const [a, b, distance] of [
      ['', '', 0],
      ['', 'abc', 3],
      ['latent', 'latent', 0],
      ['latnt', 'latent', 1],
      ['lattent', 'latent', 1],
      ['latunt', 'latent', 1],
      ['lantet', 'latent', 2],
      ['laetnt', 'latent', 1],
      ['kitten', 'sitting', 3],
    ] as const) {
      assert.equal(editDistance(a, b), distance, `${a} → ${b}`);
    }
  });

  it('is symmetric, and zero only between equals', () => {
    assertProperty(
      property(string({ maxLength: 12 }), string({ maxLength: 12 }), (a, b) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
        assert.ok(editDistance(a, b) <= Math.max(a.length, b.length));
      }),
    );
  });
});

describe('the nearest word', () => {
  const keys = ['optimizer', 'learningRate', 'batchSize', 'epochs', 'steps', 'seed', 'engine'];

  it('forgives slips, case and separators', () => {
    for (const [word, nearest] of [
      ['optimiser', 'optimizer'],
      ['learning_rate', 'learningRate'],
      ['LearningRate', 'learningRate'],
      ['batchsize', 'batchSize'],
      ['epoch', 'epochs'],
      ['sede', 'seed'],
    ] as const) {
      assert.equal(findNearest(word, keys), nearest);
    }
  });

  it('is nothing for words that resemble none', () => {
    for (const word of ['momentum', 'x', '', 'e'.repeat(1000)]) {
      assert.equal(findNearest(word, keys), undefined, word);
    }
  });
});
