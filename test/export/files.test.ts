import assert from 'node:assert/strict';
import { syntheticComparisons, syntheticRuns } from '../../scripts/gallery/syntheticRuns.ts';
import { decodeNpy } from '../../src/data/formats/npy.ts';
import { listZip, readZipEntry } from '../../src/data/formats/zip.ts';
import { comparisonCsv } from '../../src/export/comparisonCsv.ts';
import { exporters } from '../../src/export/index.ts';
import { historyCsv } from '../../src/export/historyCsv.ts';
import { runJson } from '../../src/export/runJson.ts';
import { encodeUtf8 } from '../../src/export/utf8.ts';
import { weightsNpz } from '../../src/export/weightsNpz.ts';
import { newRun, reduceRun } from '../../src/protocol/reduceRun.ts';
import type { RunSnapshot } from '../../src/protocol/run.ts';
import { valueOf } from '../data/idxFiles.ts';
import { checkpointAt, everyEvent, prepared, sampleRun, stepped } from '../protocol/samples.ts';

const run = (...events: Parameters<typeof reduceRun>[1]['events']): RunSnapshot =>
  reduceRun(newRun(sampleRun()), { elapsedMs: 12, live: false, events });

const textOf = ([file]: readonly { readonly bytes: Uint8Array }[]): string =>
  new TextDecoder().decode(file?.bytes);

describe('A history as CSV', () => {
  const csv = (of: RunSnapshot): readonly (readonly string[])[] =>
    textOf(historyCsv.write(of))
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));

  it('has a line for each step, every line as long as the first', () => {
    const lines = csv(run(...everyEvent.slice(0, 4)));
    assert.equal(lines.length, 4);
    for (const line of lines) assert.equal(line.length, lines[0]?.length);
    const [names = [], , , last = []] = lines;
    const cell = (name: string): string | undefined => last[names.indexOf(name)];
    assert.deepEqual(
      ['step', 'epoch', 'negative_elbo', 'reconstruction_loss', 'kl', 'beta'].map(cell),
      ['3', '0.3', '150', '148', '2', '1'],
    );
    assert.deepEqual(
      ['train_negative_elbo', 'validation_negative_elbo', 'train_bits_per_dim'].map(cell),
      ['100', '101', ''],
    );
    assert.equal(cell('active_units'), '1');
  });

  it('keeps every digit, and what is not finite by name', () => {
    const [, line] = csv(run(prepared, stepped(1, 1 / 3, Number.NaN)));
    assert.equal(line?.[3], String(1 / 3 - 2));
    assert.equal(csv(run(prepared, stepped(1, 1 / 3, Number.NaN)))[2]?.[2], 'NaN');
  });

  it('of a run without steps is its first line', () => assert.equal(csv(run()).length, 1));
});

describe('A run as JSON', () => {
  it('holds its config, its steps and its evaluations', () => {
    const { name, experiment, steps, evaluations, format, version } = JSON.parse(
      textOf(runJson.write(run(...everyEvent.slice(0, 4)))),
    ) as Readonly<Record<string, unknown>>;
    assert.deepEqual([format, version, name], ['elbo-lens-run', 1, 'two']);
    assert.deepEqual(experiment, sampleRun().experiment);
    assert.deepEqual((steps as { readonly kl: unknown }).kl, [2, 2, 2]);
    const [first] = evaluations as readonly {
      readonly train: { readonly klPerDimension: unknown };
    }[];
    assert.deepEqual(first?.train.klPerDimension, [1.5, 0.5]);
  });

  it('says by name what JSON has no word for', () => {
    const { steps } = JSON.parse(
      textOf(runJson.write(run(prepared, stepped(1, Number.NaN, Infinity)))),
    ) as { readonly steps: { readonly reconstructionLoss: unknown } };
    assert.deepEqual(steps.reconstructionLoss, ['NaN', 'Infinity']);
  });
});

describe('Weights as NPZ', () => {
  it('are read back by our own reader, name by name', () => {
    const [file] = weightsNpz.write(run(), checkpointAt(7));
    const where = { path: 'weights.npz', configPath: '' };
    assert.ok(file);
    const arrays = valueOf(listZip(file.bytes, where)).map((entry) => {
      const bytes = valueOf(readZipEntry(file.bytes, entry, where, 1e6));
      const { shape, elements } = valueOf(decodeNpy(bytes, where, 1e6));
      return [entry.name, shape, Array.from(elements.values)] as const;
    });
    assert.deepEqual(arrays.slice(0, 5), [
      ['encoder.mu.kernel.npy', [2, 1], [7, -0.5]],
      ['encoder.mu.bias.npy', [1], [0.25]],
      ['standardisation.mean.npy', [2], [1, 2]],
      ['standardisation.scale.npy', [2], [3, 4]],
      ['step.npy', [], [7]],
    ]);
    const config = Uint8Array.from(arrays[5]?.[2] ?? []);
    assert.deepEqual(JSON.parse(new TextDecoder().decode(config)), sampleRun().experiment);
  });
});

describe('Text', () => {
  it('becomes the UTF-8 that the platform makes of it', () => {
    for (const text of ['', 'plain', 'β = 4 · прогон 試 🙂', '\uD800 alone', 'a\u0000b']) {
      assert.deepEqual(encodeUtf8(text), new TextEncoder().encode(text), text);
    }
  });
});

describe('The registry of exports', () => {
  it('has ids that differ, and words that say what each is', () => {
    assert.equal(new Set(exporters.map(({ id }) => id)).size, exporters.length);
    for (const { label, detail } of exporters) {
      assert.match(label, /^[A-Z]/u);
      assert.match(detail, /\.$/u);
    }
  });
});

describe('A comparison as CSV', () => {
  it('has a column for each run, a line for each quantity and each setting', () => {
    const runs = syntheticComparisons.two();
    const [head, ...lines] = new TextDecoder().decode(comparisonCsv(runs).bytes).split('\n');
    assert.equal(head, ',mnist-mlp-20,mnist-beta-4');
    const valuesOf = (name: string) =>
      lines
        .find((line) => line.startsWith(`${name},`))
        ?.split(',')
        .slice(1);
    assert.deepEqual(
      valuesOf('negative ELBO'),
      runs.map(({ evaluations }) => String(-(evaluations.at(-1)?.validation?.elbo ?? Number.NaN))),
    );
    assert.deepEqual(valuesOf('objective.beta'), ['', '4']);
    assert.deepEqual(valuesOf('evaluated on'), ['validation', 'validation']);
  });

  it('puts names with commas and quotes in quotes', () => {
    const odd = { ...syntheticRuns.finished(), name: 'a, "b"' };
    const [head] = new TextDecoder().decode(comparisonCsv([odd]).bytes).split('\n');
    assert.equal(head, ',"a, ""b"""');
  });
});
