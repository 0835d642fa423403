// Every process the scripts start, and the promise that none outlives them: each gets its own process group,
// and all groups are ended when this process ends, is interrupted or fails. Nothing is ever ended by name.

import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set<ChildProcess>();
const atExit = new Set<() => void>();

/** Starts a process that `stopChild`, or the end of this process, will end together with its descendants. */
export function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  watchForExit();
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  return child;
}

/** Ends a process and everything it started: politely first, by force after two seconds. */
export async function stopChild(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) {
    endGroup(child, 'SIGKILL');
    return;
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  endGroup(child, 'SIGTERM');
  const force = setTimeout(() => endGroup(child, 'SIGKILL'), 2000);
  await ended;
  clearTimeout(force);
  endGroup(child, 'SIGKILL');
}

/** Runs a command to its end; its output goes to ours unless `quiet`, and is returned either way. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { readonly quiet?: boolean } = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const { quiet = false, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = startChild(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (!quiet) to.write(chunk);
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Something to undo whatever way this process ends; it must be synchronous. Returns how to forget it. */
export function onProcessExit(undo: () => void): () => void {
  watchForExit();
  atExit.add(undo);
  return () => atExit.delete(undo);
}

let watching = false;

function watchForExit(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of running) endGroup(child, 'SIGKILL');
    for (const undo of atExit) undo();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group has already gone: what was wanted.
  }
}
