// How every script ends: with its exit code, or with the one thing that went wrong in words.

import { MissingRequirement } from './missing.ts';

/** Runs a script's main function and ends the process, with everything it started. */
export function runMain(main: () => Promise<number>): void {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof MissingRequirement ? error.message : describe(error));
      process.exit(1);
    },
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
