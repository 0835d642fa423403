// Finds the Chromium that shows the workbench, or gets it: from Debian when that needs no question (root, nobody
// at a terminal), otherwise by saying the one command to run.

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../children.ts';
import { MissingRequirement } from '../missing.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const wellKnown: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/lib/chromium/chromium', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
  ],
};

/** The path of a Chromium; installs one where that is possible without asking. */
export async function provideChromium(): Promise<string> {
  const found = findChromium(process.env);
  if (found !== undefined) return found;
  if (!existsSync('/usr/bin/apt-get')) {
    throw new MissingRequirement(
      'The workbench is shown in a Chromium or Chrome, and none was found. If one is installed somewhere ' +
        'unusual, set ELBO_CHROMIUM to its path.',
      process.platform === 'darwin'
        ? 'brew install --cask chromium'
        : 'npx playwright install chromium',
    );
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || process.stdin.isTTY) {
    throw new MissingRequirement(
      'The workbench is shown in a Chromium, and none was found (ELBO_CHROMIUM may name one).',
      `${isRoot ? '' : 'sudo '}apt-get install -y chromium`,
    );
  }
  console.log('Installing chromium from Debian: the workbench is shown in it.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await apt(['update'], env);
  await apt(['install', '-y', '--no-install-recommends', 'chromium'], env);
  const installed = findChromium(process.env);
  if (installed === undefined)
    throw new Error('apt-get installed chromium, but it is not on PATH.');
  return installed;
}

/** The Chromium that ELBO_CHROMIUM names, or the first on PATH or at a usual place. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment['ELBO_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named;
    throw new Error(`ELBO_CHROMIUM is ${named}, which is not a program. Correct or unset it.`);
  }
  return findOnPath(names, environment) ?? (wellKnown[process.platform] ?? []).find(isExecutable);
}

/** The first of some programs that is on PATH. */
export function findOnPath(
  programs: readonly string[],
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return programs
    .flatMap((name) =>
      suffixes.flatMap((suffix) => folders.map((folder) => join(folder, name + suffix))),
    )
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function apt(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await runCommand('apt-get', args, { env, quiet: true });
  if (code === 0) return;
  throw new MissingRequirement(
    `apt-get ${args.join(' ')} failed (exit code ${code}).\n${output.slice(-2000)}`,
    'apt-get update && apt-get install -y chromium',
  );
}
