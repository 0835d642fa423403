// Files as text: bounded, decoded, and with one sentence for whatever stands against it.

import { type FileHandle, constants, open, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { because } from './because.ts';
import { decode } from './decode.ts';

/** Larger source files are generated; analysing them would only cost time. */
export const maximumBytes = 2_000_000;

/** Notebooks carry the pictures they drew; only their code counts against the limit above. */
export const maximumNotebookBytes = 64_000_000;

interface Unread {
  readonly text?: undefined;
  readonly problem: string;
}

export type Reading = { readonly text: string; readonly problem?: string } | Unread;

export async function readSource(path: string, limit: number): Promise<Reading> {
  try {
    // Opening a pipe or a device would wait for whoever writes to it.
    const before = await stat(path);
    if (!before.isFile()) return { problem: 'Not a regular file, so it was not read.' };
    if (before.size > limit) return tooLarge(before.size, limit);
    const bytes = (await readUnchanged(path, limit)) ?? (await readUnchanged(path, limit));
    if (!bytes) return { problem: 'The file changed while it was read, twice. Run again.' };
    return bytes.length > limit ? tooLarge(bytes.length, limit) : decode(bytes);
  } catch (error) {
    return { problem: `The file could not be read: ${because(error)}.` };
  }
}

export async function readStream(stream: NodeJS.ReadableStream, limit: number): Promise<Reading> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      if (size > limit) return tooLarge(size, limit);
      chunks.push(bytes);
    }
    return decode(Buffer.concat(chunks));
  } catch (error) {
    return { problem: `Standard input could not be read: ${because(error)}.` };
  }
}

export function tooLarge(size: number, limit: number): Unread {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e5) / 10} MB`;
  return {
    problem: `Skipped: ${megabytes(size)} of text, and the limit is ${megabytes(limit)}. Split it or leave it out.`,
  };
}

/** Undefined if somebody wrote to the file meanwhile. */
async function readUnchanged(path: string, limit: number): Promise<Uint8Array | undefined> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    const before = await handle.stat();
    const bytes = await readUpTo(handle, limit + 1, before.size);
    const isWhole = bytes.length > limit || isUnchanged(before, await handle.stat(), bytes.length);
    return isWhole ? bytes : undefined;
  } finally {
    await handle.close();
  }
}

type Version = Pick<Stats, 'mtimeMs' | 'size'>;

/** Whether `length` bytes, read between two looks at a file, are one version of it. */
export function isUnchanged(before: Version, after: Version, length: number): boolean {
  // Files of some virtual file systems have no size; what was read is what there is.
  const isWhole = before.size === 0 || length === before.size;
  return before.mtimeMs === after.mtimeMs && before.size === after.size && isWhole;
}

async function readUpTo(handle: FileHandle, most: number, expected: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < most) {
    const wanted = Math.min(most - size, Math.max(expected - size + 1, 4096));
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(wanted), 0, wanted);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    size += bytesRead;
  }
  return Buffer.concat(chunks);
}
