// How grave each rule is for whoever asks: by its id, its name, or the first digits of several (`ELBO3`).

import { type Rule, type Severity, severities } from '../rule.ts';

export type Level = Severity | 'off';
export const levels = [...severities, 'off'] as const;

/** Levels for one folder and all below it; the empty path is where the settings stand. */
export interface Scope {
  readonly path: string;
  readonly levels: ReadonlyMap<string, Level>;
}

export interface Settings {
  readonly scopes: readonly Scope[];
  /** File of findings known before, relative to where the settings stand. */
  readonly baseline: string | null;
}

/** Settings, and what a file is called from where they stand. */
export interface PlacedSettings {
  readonly settings: Settings;
  readonly path: string;
}

export const noSettings: Settings = { scopes: [], baseline: null };

export function isLevel(value: unknown): value is Level {
  return levels.some((level) => level === value);
}

/**
 * What is said of a rule for a file, by the most particular key of the innermost folder; null where nothing is. Of several
 * settings the last has the last word.
 */
export function levelOf(
  rule: Pick<Rule, 'id' | 'name'>,
  all: readonly PlacedSettings[],
): Level | null {
  let found: Level | null = null;
  for (const {
    settings: { scopes },
    path,
  } of all)
    for (const { path: folder, levels: given } of inOrder(scopes))
      if (isIn(path, folder)) found = mostParticular(rule, given) ?? found;
  return found;
}

/** Outer folders first. */
function inOrder(scopes: readonly Scope[]): readonly Scope[] {
  return scopes.toSorted((a, b) => a.path.length - b.path.length);
}

function isIn(path: string, folder: string): boolean {
  const plain = folder.replace(/^\.\/|\/$/gu, '');
  return plain === '' || plain === '.' || path === plain || path.startsWith(`${plain}/`);
}

function mostParticular(
  { id, name }: Pick<Rule, 'id' | 'name'>,
  given: ReadonlyMap<string, Level>,
): Level | null {
  for (let length = id.length; length >= 'ELBO'.length; length -= 1) {
    const level =
      (length === id.length ? given.get(name) : undefined) ?? given.get(id.slice(0, length));
    if (level) return level;
  }
  return null;
}
