// The suites in the Node host, as one bundle with one entry: `run`, which every launcher calls. How many tests passed
// is written to a file, because launchers differ in what they let through.

import { writeFileSync } from 'node:fs';
import { suiteResultVariable } from '../../scripts/editor/suite.ts';
import { runSuites } from './suites.ts';

export async function run(): Promise<void> {
  const counts = await runSuites(process.env['ELBO_LENS_GREP']);
  const result = process.env[suiteResultVariable];
  if (result !== undefined) writeFileSync(result, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} failed`);
}
