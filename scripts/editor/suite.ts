// What every launcher is asked: run this bundle's `run()` in the extension host of a VS Code that has a folder
// open, and say whether it passed. A bundle is a CommonJS file made by `node esbuild.mjs --tests`.

import type { Counts } from '../stages/stage.ts';

export interface SuiteRequest {
  /** Absolute path of the bundle. */
  readonly suite: string;
  /** Absolute path of the workspace folder, or of the one that holds `workspaceFile`. */
  readonly folder: string;
  /** A `.code-workspace` file to open instead, restricted: its folders are not trusted. */
  readonly workspaceFile?: string;
  /** Seen by the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Each line the suite says (`say`). */
  readonly onLine: (line: string) => void;
}

export interface SuiteResult {
  readonly exitCode: number;
}

/** Lines that begin so are for people; everything else an extension host prints is noise. */
export const suiteMark = 'elbo-lens: ';

/** Called inside the extension host: a line that arrives at `onLine`, without its mark. */
export function say(text: string): void {
  for (const line of text.split('\n')) console.log(suiteMark + line);
}

/** Names the file a test suite writes its counts to. */
export const suiteResultVariable = 'ELBO_LENS_SUITE_RESULT';

/** Where a suite that has no environment finds which tests to run, in the file system of its workspace. */
export const onlyTestsAt = '/only-tests';

/** Begins the line in which a suite that can write no file says its counts. */
const resultMark = 'result: ';

export const sayResult = (counts: Counts): void => say(resultMark + JSON.stringify(counts));

/** The counts, if this line says them. */
export const resultIn = (line: string): Counts | undefined =>
  line.startsWith(resultMark) ? (JSON.parse(line.slice(resultMark.length)) as Counts) : undefined;
