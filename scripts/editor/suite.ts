// What every launcher is asked: run this bundle's `run()` in the extension host of a VS Code that has a folder
// open, and say whether it passed. A bundle is a CommonJS file made by `node esbuild.mjs --tests`.

export interface SuiteRequest {
  /** Absolute path of the bundle. */
  readonly suite: string;
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** Seen by the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Each line the suite prints. */
  readonly onLine: (line: string) => void;
}

export interface SuiteResult {
  readonly exitCode: number;
}
