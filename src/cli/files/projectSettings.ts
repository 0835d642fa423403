// What a project says of rules for a file: `elbo-lens.toml` or `pyproject.toml` in its folder and those above, up to
// the project's root. Read at once, as neighbours are, and remembered.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Baseline, readBaseline } from '../../lint/settings/baseline.ts';
import type { PlacedSettings, Settings } from '../../lint/settings/settings.ts';
import { readSettings, settingsFiles } from '../../lint/settings/toml.ts';
import type { Problem } from '../report.ts';
import { slashed } from './walk.ts';

interface Folder {
  readonly settings: Settings | null;
  readonly baseline: Baseline | null;
  readonly problems: readonly Problem[];
  readonly isRoot: boolean;
}

export interface FileSettings {
  /** From the outermost folder inwards. */
  readonly settings: readonly PlacedSettings[];
  readonly baseline?: Baseline;
  /** The file as the baseline names it. */
  readonly path?: string;
}

const folders = new Map<string, Folder>();
const maximumLevels = 32;

export function settingsOf(path: string): FileSettings {
  const file = resolve(path);
  let baseline: Pick<FileSettings, 'baseline' | 'path'> = {};
  const settings = above(file).flatMap(([folder, own]): PlacedSettings[] => {
    const place = slashed(relative(folder, file));
    if (own.baseline) baseline = { baseline: own.baseline, path: place };
    return own.settings ? [{ settings: own.settings, path: place }] : [];
  });
  return { settings, ...baseline };
}

/** What is wrong with the settings of a file, each once in a run. */
export class SettingsProblems {
  readonly #told = new Set<string>();

  of(path: string): readonly Problem[] {
    const problems = above(resolve(path)).flatMap(([, folder]) => folder.problems);
    return problems.filter((problem) => {
      const key = `${problem.path} ${problem.message}`;
      const isNew = !this.#told.has(key);
      this.#told.add(key);
      return isNew;
    });
  }
}

/** Outer folders first. */
function above(file: string): readonly (readonly [path: string, folder: Folder])[] {
  const found: (readonly [string, Folder])[] = [];
  let path = dirname(file);
  for (let level = 0; level < maximumLevels; level += 1) {
    const folder = folderAt(path);
    found.unshift([path, folder]);
    const parent = dirname(path);
    if (folder.isRoot || parent === path) break;
    path = parent;
  }
  return found;
}

function folderAt(path: string): Folder {
  const known = folders.get(path);
  if (known) return known;
  const folder = readFolder(path);
  folders.set(path, folder);
  return folder;
}

function readFolder(folder: string): Folder {
  const isRoot = existsSync(join(folder, '.git'));
  const problems: Problem[] = [];
  for (const name of settingsFiles) {
    const path = join(folder, name);
    const text = textAt(path);
    if (text === null) continue;
    const read = readSettings(text, name);
    problems.push(...read.problems.map((message) => ({ path: slashed(path), message })));
    const { settings } = read;
    if (!settings) continue;
    const baseline = baselineOf(folder, settings, problems);
    return { settings, baseline, problems, isRoot };
  }
  return { settings: null, baseline: null, problems, isRoot };
}

function baselineOf(folder: string, settings: Settings, problems: Problem[]): Baseline | null {
  if (settings.baseline === null) return null;
  const path = join(folder, settings.baseline);
  const text = textAt(path);
  const baseline = text === null ? null : readBaseline(text);
  const what = text === null ? 'There is no such baseline' : 'This is no baseline';
  if (!baseline)
    problems.push({
      path: slashed(path),
      message: `${what}: elbo-lens check --write-baseline makes one.`,
    });
  return baseline;
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
