// The suites that run inside VS Code, as one bundle with one entry: `run`, which every launcher calls. How many
// tests passed is written to a file, because launchers differ in what they let through.

import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { say, suiteResultVariable } from '../../scripts/editor/suite.ts';

export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: false,
    forbidOnly: true,
    forbidPending: true,
  });
  const only = process.env['ELBO_LENS_GREP'];
  if (only !== undefined) mocha.grep(new RegExp(only));
  Mocha.reporters.Base.consoleLog = (...parts) => say(format(...parts));
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await import('./contributions.ts');
  await import('./configFiles.ts');
  await import('./newConfig.ts');
  await import('./lossCode.ts');
  await import('./derivation.ts');
  await import('./explain.ts');
  await import('./training.ts');
  await import('./badData.ts');
  await import('./runs.ts');
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    mocha.run(resolve).on('pass', () => (passed += 1));
  });
  const result = process.env[suiteResultVariable];
  if (result !== undefined) writeFileSync(result, JSON.stringify({ passed, failed }));
  if (failed > 0) throw new Error(`${failed} failed`);
}
