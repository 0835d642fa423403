import assert from 'node:assert/strict';
import { datasets } from '../../src/elbo/datasets/index.ts';
import { familyIds, getFamily } from '../../src/elbo/families/index.ts';
import { experimentJsonSchema } from '../../src/config/jsonSchema.ts';
import { fileSources } from '../../src/config/sections/fileSources.ts';
import type { Schema } from '../../src/config/schema.ts';

const schema = experimentJsonSchema();

/** Every schema inside, with its dotted path. */
function parts(part: Schema, path = ''): readonly (readonly [string, Schema])[] {
  const inner = Object.entries(part.properties ?? {}).flatMap(([key, value]) =>
    parts(value, `${path}.${key}`),
  );
  const branches = (part.anyOf ?? []).flatMap((branch) => parts(branch, path));
  return [[path, part], ...inner, ...branches];
}

describe('the JSON Schema', () => {
  it('is plain JSON and names its dialect', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema);
    assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
    assert.ok(schema.title);
  });

  it('requires only what has no default', () => {
    assert.deepEqual(schema.required, ['data', 'likelihood']);
    for (const [path, { required = [], properties = {} }] of parts(schema)) {
      for (const key of required)
        assert.equal(properties[key]?.default, undefined, `${path}.${key}`);
    }
  });

  it('refuses unknown keys everywhere', () => {
    for (const [path, part] of parts(schema)) {
      if (part.type === 'object') assert.equal(part.additionalProperties, false, path);
    }
  });

  it('describes every key, and every word of every choice', () => {
    for (const [path, part] of parts(schema)) {
      for (const [key, value] of Object.entries(part.properties ?? {})) {
        assert.match(value.description ?? '', /\.$/u, `${path}.${key}`);
      }
      if (!part.enum) continue;
      assert.equal(part.enumDescriptions?.length, part.enum.length, path);
      for (const meaning of part.enumDescriptions) assert.match(meaning, /\.$/u, path);
    }
  });

  it('has a branch for every generator, with its own count and options, and one for every kind of file', () => {
    const branches = schema.properties?.['data']?.anyOf ?? [];
    const sources = branches.map(({ properties }) => properties?.['source']?.const);
    assert.deepEqual(sources, [...datasets.map(({ id }) => id), ...Object.keys(fileSources)]);
    for (const [index, dataset] of datasets.entries()) {
      const { count, options } = branches[index]?.properties ?? {};
      assert.equal(count?.default, dataset.defaultCount);
      assert.deepEqual(Object.keys(options?.properties ?? {}), Object.keys(dataset.options));
    }
  });

  it('has a branch for every family of the registry, with the keys of its settings', () => {
    const branches = schema.properties?.['likelihood']?.anyOf ?? [];
    assert.deepEqual(
      branches.map(({ properties }) => properties?.['family']?.const),
      [...familyIds],
    );
    for (const [index, id] of familyIds.entries()) {
      const { settings, components } = getFamily(id).decoder;
      const keys = settings.flatMap(({ mode, value }) => [mode.key, value.key]);
      assert.deepEqual(Object.keys(branches[index]?.properties ?? {}), [
        'family',
        ...(components === 'none' ? [] : ['components']),
        ...keys,
      ]);
    }
  });

  it('has defaults that it accepts itself', () => {
    for (const [path, { default: value, enum: words, minimum, maximum }] of parts(schema)) {
      if (typeof value === 'string' && words) assert.ok(words.includes(value), path);
      if (typeof value !== 'number') continue;
      assert.ok(value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity), path);
    }
  });
});
