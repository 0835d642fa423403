import assert from 'node:assert/strict';
import type { DataReport } from '../../src/elbo/trainingEvent.ts';
import { npyFile } from '../../src/export/npyFile.ts';
import { activated, begin, openConfig, reached, writeFile } from './editor.ts';

const config = (data: string, likelihood: string): string => `data:
${data}
model:
  latent: 2
  encoder: { kind: mlp, hidden: [8] }
  decoder: { kind: mlp, hidden: [8] }
likelihood: ${likelihood}
training: { batchSize: 4, epochs: 2, engine: cpu }
`;

/** Pictures of 4 x 4 grey levels: a slope, and the same further up. The web host has no packer to write them with. */
const pictures = [
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAHUlEQVR4nGNgEFAwYHAISChgaJiwYAPDgQsPPgAAMNQHgaL7nZMAAAAASUVORK5CYII=',
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAHUlEQVR4nGNIKWmZwrBky5ErDE++sIgwqJi4hAAAWFQHwdqpXIEAAAAASUVORK5CYII=',
].map((base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));

const normal = '{ family: normal, scale: shared, sigma: 1 }';
const bernoulli = '{ family: bernoulli }';

async function trained(name: string, text: string): Promise<DataReport> {
  const { uri } = await openConfig(`${name}.elbo.yaml`, text);
  const { data, step, plannedSteps } = await reached(await begin(uri), 'finished');
  assert.ok(data);
  assert.equal(step, plannedSteps);
  return data;
}

describe('data files beside a config', () => {
  before(activated);

  it('can be a table with a header, a column of labels and holes', async () => {
    const rows = Array.from({ length: 20 }, (_, i) =>
      [i, i === 7 ? '' : 100 - 3 * i, i % 2 === 0 ? 'even' : 'odd'].join(','),
    );
    await writeFile('table.csv', `length,weight,kind\n${rows.join('\n')}\n`);
    const data = await trained(
      'csv',
      config(
        '  source: csv\n  file: table.csv\n  label: kind\n  missing: drop-rows\n  standardise: per-dimension',
        normal,
      ),
    );
    assert.deepEqual(data.columns, ['length', 'weight']);
    assert.equal(data.trainCount, 19);
    assert.ok(data.sumLogScale !== null && data.sumLogScale > 0);
  });

  it('can be an array of NumPy', async () => {
    const values = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i));
    await writeFile('array.npy', npyFile({ shape: [20, 3], values }));
    const data = await trained('npy', config('  source: npy\n  file: array.npy', normal));
    assert.deepEqual([data.dimensions, data.trainCount], [3, 20]);
  });

  it('can be a folder of pictures in folders of their classes', async () => {
    for (const [kind, picture] of pictures.entries()) {
      for (let i = 0; i < 4; i += 1) await writeFile(`pictures/kind${kind}/${i}.png`, picture);
    }
    const data = await trained(
      'png',
      config('  source: png\n  folder: pictures\n  transform: threshold', bernoulli),
    );
    assert.deepEqual([...data.shape, data.trainCount], [4, 4, 1, 8]);
  });
});
