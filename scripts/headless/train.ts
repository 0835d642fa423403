// `npm start -- --headless`: trains one config in a real editor that nobody sees. The driver inside the editor
// (`driver.ts`) starts the run and writes its outcome to a file; this side shows the progress, takes the pictures,
// and turns the outcome into report and exit code.

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from '../build.ts';
import { runInCodeServer } from '../editor/codeServer.ts';
import { inRepository, scratchFolder } from '../paths.ts';
import type { HeadlessRequest } from '../start/arguments.ts';
import { takePictures } from './pictures.ts';
import { summaryLines, type Report } from './report.ts';
import { driverVariable, readyForPictures, type DriverRequest, type Outcome } from './request.ts';

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
  const { outcome, pictures } = await drive(config, request);
  if (outcome.kind !== 'trained') {
    console.error(outcome.messages.join('\n'));
    return outcome.kind === 'rejected' ? 2 : 1;
  }
  const report = { ...outcome.report, screenshots: pictures };
  console.log(['', ...summaryLines(report)].join('\n'));
  if (request.report !== undefined) await writeReport(report, resolve(request.report));
  return 0;
}

async function drive(
  config: string,
  request: HeadlessRequest,
): Promise<{ readonly outcome: Outcome; readonly pictures: readonly string[] }> {
  const scratch = scratchFolder('headless');
  const driver: DriverRequest = {
    config,
    engine: request.engine ?? null,
    outcome: join(scratch, 'outcome.json'),
    pictured: request.screenshots === undefined ? null : join(scratch, 'pictured'),
  };
  let page: Page | undefined;
  let pictures: Promise<readonly string[]> = Promise.resolve([]);
  const { exitCode } = await runInCodeServer({
    suite: inRepository('dist', 'test', 'headless.cjs'),
    // The config may lie anywhere: its own folder is the workspace.
    folder: dirname(config),
    environment: { [driverVariable]: JSON.stringify(driver) },
    onPage: (opened) => (page = opened),
    onLine: (line) => {
      if (line !== readyForPictures) {
        console.log(line);
      } else if (page !== undefined) {
        pictures = picture(page, resolve(request.screenshots ?? '.'), driver.pictured ?? '');
      }
    },
  });
  if (!existsSync(driver.outcome)) {
    throw new Error(`The editor ended with exit code ${exitCode} and left no outcome.`);
  }
  const outcome = JSON.parse(await readFile(driver.outcome, 'utf8')) as Outcome;
  return { outcome, pictures: await pictures };
}

/** Takes the pictures and tells the driver that the editor may close. */
async function picture(page: Page, folder: string, done: string): Promise<readonly string[]> {
  try {
    const paths = await takePictures(page, folder);
    return paths.map((path) => relative(process.cwd(), path));
  } finally {
    await writeFile(done, '');
  }
}

async function writeReport(report: Report, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`Report: ${path}`);
}
