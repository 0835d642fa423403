// `--write-baseline`: what is found today, so that only what is new is told tomorrow.

import { writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { writeBaseline } from '../lint/settings/baseline.ts';
import { slashed } from './files/walk.ts';
import type { FileReport } from './report.ts';

/** Files are named as they are from the folder of the baseline, where the settings stand too. */
export function writtenBaseline(path: string, reports: readonly FileReport[]): void {
  const folder = dirname(resolve(path));
  const files = reports.map((report) => ({
    path: slashed(relative(folder, resolve(report.path))),
    findings: report.findings,
  }));
  writeFileSync(path, writeBaseline(files));
}
