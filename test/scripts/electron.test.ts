import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInElectron } from '../../scripts/editor/electron.ts';
import { repository, scratchFolder } from '../../scripts/paths.ts';

interface Launch {
  readonly args: readonly string[];
  readonly environment: string;
}

/** A program in the place of VS Code: it writes down how it was started and ends as told. */
function stub(exitCode: number): { readonly executable: string; readonly launch: () => Launch } {
  const folder = scratchFolder('stub');
  const executable = join(folder, 'code');
  const record = join(folder, 'launch.json');
  const script = `#!${process.execPath}
require('node:fs').writeFileSync(${JSON.stringify(record)}, JSON.stringify({
  args: process.argv.slice(2),
  environment: process.env.ELBO_LENS_SUITE_RESULT,
}));
process.exit(${exitCode});
`;
  writeFileSync(executable, script);
  chmodSync(executable, 0o755);
  return { executable, launch: () => JSON.parse(readFileSync(record, 'utf8')) as Launch };
}

const request = (executable: string) => ({
  executable,
  suite: join(repository, 'dist', 'test', 'suite.cjs'),
  folder: join(repository, 'examples'),
  environment: { ELBO_LENS_SUITE_RESULT: 'counts.json' },
  onLine: () => {},
});

describe('the launcher for a desktop VS Code', () => {
  it('loads the extension from here and runs the suite in the folder', async () => {
    const { executable, launch } = stub(0);
    assert.deepEqual(await runInElectron(request(executable)), { exitCode: 0 });
    const { args, environment } = launch();
    assert.equal(args[0], join(repository, 'examples'));
    assert.ok(args.includes(`--extensionDevelopmentPath=${repository}`));
    assert.ok(
      args.includes(`--extensionTestsPath=${join(repository, 'dist', 'test', 'suite.cjs')}`),
    );
    assert.equal(environment, 'counts.json');
  });

  it('keeps the user’s own extensions and settings out of it', async () => {
    const { executable, launch } = stub(0);
    await runInElectron(request(executable));
    const { args } = launch();
    assert.ok(args.includes('--disable-extensions'));
    assert.ok(args.some((arg) => /^--user-data-dir=.*elbo-lens-electron-/.test(arg)));
    assert.ok(args.some((arg) => /^--extensions-dir=.*elbo-lens-electron-/.test(arg)));
  });

  it('passes on the exit code of a suite that failed', async () => {
    assert.deepEqual(await runInElectron(request(stub(3).executable)), { exitCode: 3 });
  });
});
