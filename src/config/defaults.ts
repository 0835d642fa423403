// What a config leaves out: single keys by the schema's `default`, and those that depend on others (epochs, the
// name) by their own rules.

import { findTag } from './branches.ts';
import type { DataConfig, Experiment } from './experiment.ts';
import { defaultEpochs } from './runLength.ts';
import { configSchema } from './schema.ts';
import type { Schema } from './schema.ts';
import type { ConfigNode } from './syntax.ts';
import { isGenerated } from './targets.ts';

/** The run's name when the config gives none: `two-moons` for `examples/two-moons.elbo.yaml`. */
export function nameFromFile(fileName: string): string {
  const base = fileName.split(/[\\/]/u).at(-1) ?? '';
  return base.replace(/(?:\.elbo)?\.(?:ya?ml|json)$/iu, '').slice(0, 80) || 'untitled';
}

/** The complete experiment of a tree that `validate` found nothing wrong with. */
export function fillExperiment(root: ConfigNode, fileName: string): Experiment {
  const filled = completeExperiment(toValue(root));
  return { ...filled, name: filled.name ?? nameFromFile(fileName) };
}

/** An experiment with every key that this version knows: one that was kept by an earlier version may lack some. */
export function completeExperiment(kept: unknown): Experiment {
  const filled = fill(kept, configSchema) as Experiment;
  const { training } = filled;
  return {
    ...filled,
    data: withOptions(filled.data),
    training:
      training.epochs === undefined && training.steps === undefined
        ? { ...training, epochs: defaultEpochs }
        : training,
  };
}

/** Generators without options take none, but always get the record. */
const withOptions = (data: DataConfig): DataConfig =>
  isGenerated(data) ? { ...data, options: data.options ?? {} } : data;

/** A node as a plain value; a blank one is undefined. */
function toValue(node: ConfigNode): unknown {
  if (node.kind === 'scalar') return node.isBlank ? undefined : node.value;
  if (node.kind === 'list') return node.items.map(toValue);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, toValue(value)]));
}

/** `written` with every default below it, in the schema's order of keys. */
function fill(written: unknown, schema: Schema): unknown {
  const value = written === undefined ? schema.default : written;
  if (!isRecord(value)) return value;
  const { properties } = branchFor(value, schema);
  const entries = Object.entries(properties ?? {}).map(([key, inner]) => [
    key,
    inner.const ?? fill(value[key], inner),
  ]);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function branchFor(value: Readonly<Record<string, unknown>>, schema: Schema): Schema {
  const tag = findTag(schema);
  return tag?.values.find((choice) => choice.value === value[tag.key])?.branch ?? schema;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
