// `npm start -- --headless`: trains one config in a real editor that nobody sees, prints the breakdown, writes the
// report, and ends with an exit code that scripts can rely on.

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { build } from '../build.ts';
import { inRepository } from '../paths.ts';
import type { HeadlessRequest } from '../start/arguments.ts';
import { drive } from './drive.ts';
import { takePictures } from './pictures.ts';
import { summaryLines, type Report } from './report.ts';

const sample = inRepository('examples', 'stroke-digits.elbo.yaml');

/** Zero: trained. One: the run failed. Two: the config, or the data it names, cannot be used. */
export async function trainHeadless(request: HeadlessRequest): Promise<number> {
  const config = request.config === undefined ? sample : resolve(request.config);
  if (!existsSync(config)) {
    console.error(
      `There is no config file at ${config}. Pass the path of an .elbo.yaml or .elbo.json file to --config.`,
    );
    return 2;
  }
  await build({ tests: true });
  console.log(`Training ${config}`);
  const folder = request.screenshots;
  let screenshots: readonly string[] = [];
  const outcome = await drive({
    config,
    engine: request.engine,
    onLine: (line) => console.log(line),
    ...(folder === undefined
      ? {}
      : { atEnd: async (page) => void (screenshots = await takePictures(page, resolve(folder))) }),
  });
  if (outcome.kind !== 'trained') {
    console.error(outcome.messages.join('\n'));
    return outcome.kind === 'rejected' ? 2 : 1;
  }
  const report: Report = {
    ...outcome.report,
    screenshots: screenshots.map((path) => relative(process.cwd(), path)),
  };
  console.log(['', ...summaryLines(report)].join('\n'));
  if (request.report !== undefined) await writeReport(report, resolve(request.report));
  return 0;
}

async function writeReport(report: Report, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`Report: ${path}`);
}
