import assert from 'node:assert/strict';
import { generated, outdated } from '../../scripts/generate.ts';

describe('Generated files', () => {
  it('are up to date: `npm run generate` would change nothing', async () => {
    assert.deepEqual(await outdated(), []);
  });

  it('leave what people write in the manifest as it is', async () => {
    const files = await generated();
    const manifest = files.find(({ path }) => path === 'package.json');
    const parsed = JSON.parse(manifest?.content ?? '{}') as Record<string, unknown>;
    assert.equal(parsed['name'], 'elbo-lens');
    assert.ok('dependencies' in parsed && 'scripts' in parsed);
  });
});
