import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { completeExperiment } from '../../src/config/defaults.ts';
import { parseExperiment } from '../../src/config/parse.ts';
import { templates } from '../../src/config/templates.ts';
import { toJson } from './twins.ts';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));

describe('starters', () => {
  it('are the files in examples/, no more and no fewer', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.elbo.yaml'));
    assert.deepEqual(files.toSorted(), templates.map(({ id }) => `${id}.elbo.yaml`).toSorted());
  });

  for (const { id, label, detail, text } of templates) {
    const fileName = `${id}.elbo.yaml`;

    it(`${id} is the same text as its example`, () => {
      assert.equal(readFileSync(`${folder}${fileName}`, 'utf8'), text);
    });

    it(`${id} has no problem of any severity, explains itself and gives the run its name`, () => {
      const { experiment, problems } = parseExperiment(text, { format: 'yaml', fileName });
      assert.deepEqual(problems, []);
      assert.equal(experiment?.name, id);
      assert.match(text, /^# /u);
      assert.ok(label !== '' && detail.endsWith('.'));
    });

    it(`${id} is whole as it is read: a run of it is resumed with the same settings`, () => {
      const { experiment } = parseExperiment(text, { format: 'yaml', fileName });
      assert.deepEqual(completeExperiment(structuredClone(experiment)), experiment);
    });

    it(`${id} means the same in JSON`, () => {
      const yaml = parseExperiment(text, { format: 'yaml', fileName });
      const json = parseExperiment(toJson(text), { format: 'json', fileName });
      assert.deepEqual(json, yaml);
    });
  }
});
