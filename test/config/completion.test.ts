import assert from 'node:assert/strict';
import { completeConfig } from '../../src/config/completion.ts';
import type { CompletionItem } from '../../src/config/completion.ts';
import type { ConfigFormat } from '../../src/config/problem.ts';
import { datasetIds } from '../../src/elbo/datasets/index.ts';
import { familyIds } from '../../src/elbo/families/index.ts';
import { objectiveIds } from '../../src/elbo/objectives/index.ts';

/** `|` in `marked` is the cursor. */
function completeAt(marked: string, format: ConfigFormat) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, items: completeConfig(text, offset, format) };
}

function checkLabels(marked: string, labels: string, format: ConfigFormat = 'yaml'): void {
  const { items } = completeAt(marked, format);
  assert.equal(items.map(({ label }) => label).join(' '), labels);
}

/** What the text becomes when `label` is accepted, snippet placeholders left in. */
function checkAccepted(
  marked: string,
  label: string,
  accepted: string,
  format: ConfigFormat = 'yaml',
): void {
  const { text, items } = completeAt(marked, format);
  const item = items.find((candidate) => candidate.label === label);
  assert.ok(item, `no ${label} among ${items.map((candidate) => candidate.label).join(' ')}`);
  assert.equal(accept(text, item), accepted);
}

function accept(
  text: string,
  { range, insertText, additionalEdit: extra }: CompletionItem,
): string {
  const inserted = text.slice(0, range.start) + insertText + text.slice(range.end);
  if (!extra) return inserted;
  return inserted.slice(0, extra.start) + extra.text + inserted.slice(extra.end);
}

const sections = 'name data code model likelihood posterior prior objective training evaluation';
const generators = [...datasetIds, 'idx npy npz csv png'].join(' ');
const familyWords = familyIds.join(' ');
const familySnippet = `likelihood:\n  family: \${1|${familyIds.join(',')}|}`;

describe('completion of keys', () => {
  it('offers every section in an empty file', () => {
    checkLabels('|', sections);
    checkLabels('# my run\n|', sections);
    checkLabels('{|}', sections, 'json');
    checkLabels('{"|"}', sections, 'json');
    checkLabels('{\n  |\n', sections, 'json');
  });

  it('offers what is not there yet', () => {
    const left = 'name code model posterior prior objective training evaluation';
    checkLabels('data:\n  source: shapes\nlikelihood:\n  family: normal\n|', left);
    checkLabels('|\ndata:\n  source: shapes\nlikelihood:\n  family: normal\n', left);
    checkLabels('{"data": {}, "likelihood": {}, |}', left, 'json');
  });

  it('offers only the tag while that is undecided, then what goes with it', () => {
    checkLabels('data:\n  |', 'source');
    checkLabels(
      'data:\n  source: idx\n  |',
      'images labels limit scaling transform threshold standardise validation split seed',
    );
    checkLabels('model:\n  encoder:\n    |', 'kind');
    checkLabels('model:\n  encoder:\n    kind: conv\n    |', 'channels kernel hidden activation');
    checkLabels('model: { encoder: { kind: mlp, | } }', 'hidden activation');
    checkLabels('objective:\n  kind: elbo\n  |', 'kl samples');
    checkLabels('objective:\n  kind: beta-elbo\n  |', 'beta kl samples');
    checkLabels('{"objective": {"kind": "beta-elbo", |}}', 'beta kl samples', 'json');
  });

  it('offers the options of the chosen generator', () => {
    checkLabels('data:\n  source: two-moons\n  options:\n    |', 'noise');
    checkLabels('data: { source: linear-gaussian, options: { | } }', 'dimensions latent noise');
    checkLabels('{"data": {"source": "shapes", "options": {"|', 'side', 'json');
  });

  it('keeps to the section that the indentation says', () => {
    checkLabels('likelihood:\n  family: normal\n  |\ntraining:\n  seed: 1\n', 'scale sigma');
    checkLabels(
      'likelihood:\n  family: normal\n|\ntraining:\n  seed: 1\n',
      'name data code model posterior prior objective evaluation',
    );
    checkLabels('likelihood:\r\n  family: normal\r\n  |\r\n', 'scale sigma');
  });

  it('offers the keys of the chosen family', () => {
    checkLabels('likelihood:\n  family: poisson\n  |', '');
    checkLabels('likelihood:\n  family: student-t\n  |', 'scale sigma degreesOfFreedom nu');
    checkLabels(
      'likelihood: { family: zero-inflated-negative-binomial, | }',
      'dispersion theta zeroInflation pi',
    );
    checkLabels(
      '{"likelihood": {"family": "discretised-logistic-mixture", |}}',
      'components scale s',
      'json',
    );
  });

  it('says nothing in comments and after a finished value', () => {
    checkLabels('# |', '');
    checkLabels('data:\n  source: shapes # |', '');
    checkLabels('data:\n  source: shapes |', '');
    checkLabels('{"data": {} | }', '', 'json');
  });

  it('writes the key with something to type over', () => {
    checkAccepted('likelihood:\n  fam|', 'family', familySnippet);
    checkAccepted('model:\n  |', 'latent', 'model:\n  latent: ${1:20}');
    checkAccepted('|', 'likelihood', familySnippet);
    checkAccepted('|', 'training', 'training:\n  $0');
    checkAccepted(
      'training:\n  |',
      'engine',
      'training:\n  engine: ${1|auto,webgl,webgpu,wasm,cpu|}',
    );
    checkAccepted(
      'model: { encoder: { kind: mlp, | } }',
      'hidden',
      'model: { encoder: { kind: mlp, hidden: [${1:400}] } }',
    );
  });

  it('puts the default first among the words', () => {
    checkAccepted('training:\n  |', 'optimizer', 'training:\n  optimizer: ${1|adam,sgd,rmsprop|}');
    checkAccepted(
      'data:\n  source: idx\n  |',
      'split',
      'data:\n  source: idx\n  split: ${1|tail,random|}',
    );
  });

  it('leaves the colon and value of a key that is being renamed', () => {
    checkAccepted('likelihood:\n  fam|: normal', 'family', 'likelihood:\n  family: normal');
    checkAccepted('{"data": {"so|": "idx"}}', 'source', '{"data": {"source": "idx"}}', 'json');
  });

  it('adds the quotes and commas that JSON needs', () => {
    checkAccepted('{"model": {|}}', 'latent', '{"model": {"latent": ${1:20}}}', 'json');
    checkAccepted('{"model": {"la|"}}', 'latent', '{"model": {"latent": ${1:20}}}', 'json');
    checkAccepted(
      '{\n  "model": {}\n  |\n}',
      'training',
      '{\n  "model": {},\n  "training": {$0}\n}',
      'json',
    );
    checkAccepted(
      '{\n  |\n  "model": {}\n}',
      'training',
      '{\n  "training": {$0},\n  "model": {}\n}',
      'json',
    );
    const kinds = `\${1|${objectiveIds.join(',')}|}`;
    checkAccepted('{|}', 'objective', `{"objective": { "kind": "${kinds}" }}`, 'json');
  });
});

describe('completion of values', () => {
  it('offers the words of a key', () => {
    checkLabels('likelihood:\n  family: |', familyWords);
    checkLabels('likelihood:\n  family: ber|', familyWords);
    checkLabels('likelihood: { family: | }', familyWords);
    checkLabels('data:\n  source: |', generators);
    checkLabels('model:\n  encoder:\n    kind: |', 'mlp conv');
    checkLabels('evaluation:\n  every: |', 'epoch');
    checkLabels('{"likelihood": {"family": |}}', familyWords, 'json');
    checkLabels('{"data": {"source": "|"}}', generators, 'json');
  });

  it('offers words even where another stands, so that it can be exchanged', () => {
    checkLabels('likelihood:\n  family: |bernoulli\n', familyWords);
    checkAccepted(
      'likelihood:\n  family: bern|oulli\n',
      'normal',
      'likelihood:\n  family: normal\n',
    );
  });

  it('offers defaults and examples of numbers, lists and paths', () => {
    checkLabels('model:\n  latent: |', '20');
    checkLabels('model:\n  encoder: { kind: mlp, hidden: | }', '[400] [512, 256] []');
    checkLabels('data:\n  source: idx\n  images: |', 'data/train-images-idx3-ubyte.gz');
  });

  it('writes a section in braces where a section belongs', () => {
    checkAccepted('objective: |', 'beta-elbo', 'objective: { kind: beta-elbo }');
    checkAccepted(
      '{"model": {"encoder": |}}',
      'conv',
      '{"model": {"encoder": { "kind": "conv" }}}',
      'json',
    );
  });

  it('adds the space after a colon, the quotes and the comma', () => {
    checkAccepted('likelihood:\n  family:|', 'normal', 'likelihood:\n  family: normal');
    checkAccepted(
      '{"likelihood": {"family": |}}',
      'normal',
      '{"likelihood": {"family": "normal"}}',
      'json',
    );
    checkAccepted(
      '{"likelihood": {"family": "n|"}}',
      'normal',
      '{"likelihood": {"family": "normal"}}',
      'json',
    );
    checkAccepted(
      '{"likelihood": {"family": |\n"sigma": 1}}',
      'normal',
      '{"likelihood": {"family": "normal",\n"sigma": 1}}',
      'json',
    );
  });

  it('matches quoted words by their quotes, or editors would filter them out', () => {
    const { items } = completeAt('{"likelihood": {"family": "n|"}}', 'json');
    assert.deepEqual(
      items.map(({ filterText }) => filterText),
      familyIds.map((id) => `"${id}"`),
    );
  });

  it('explains every item', () => {
    for (const marked of ['|', 'data:\n  source: |', 'training:\n  |', 'data:\n  transform: |']) {
      for (const { documentation, label } of completeAt(marked, 'yaml').items) {
        assert.ok(documentation.includes(label) && documentation.length > label.length + 10, label);
      }
    }
  });
});
