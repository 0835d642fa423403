// Settings as a project states them: `elbo-lens.toml`, or `[tool.elbo-lens]` of a `pyproject.toml`.

import { parse, TomlError } from 'smol-toml';
import { rules } from '../rules/index.ts';
import { isLevel, type Level, levels, noSettings, type Scope, type Settings } from './settings.ts';

/** Names of files that hold settings; of two in one folder the first counts. */
export const settingsFiles = ['elbo-lens.toml', 'pyproject.toml'] as const;

export interface ReadSettings {
  /** Null where the file says nothing to us. */
  readonly settings: Settings | null;
  /** One sentence each: what is wrong, and what was expected. */
  readonly problems: readonly string[];
}

export function readSettings(text: string, fileName: string): ReadSettings {
  const isProject = fileName.endsWith('pyproject.toml');
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    // A broken pyproject.toml is for whoever it is written for to report.
    if (isProject) return { settings: null, problems: [] };
    return { settings: null, problems: [tomlProblem(error)] };
  }
  const own = isProject ? entryOf(entryOf(document, 'tool'), 'elbo-lens') : document;
  if (own === undefined) return { settings: null, problems: [] };
  const problems: string[] = [];
  return { settings: settingsOf(own, problems), problems };
}

function tomlProblem(error: unknown): string {
  if (error instanceof TomlError) {
    const [message = ''] = error.message.split('\n');
    return `No TOML in line ${error.line}: ${message.replace(/^Invalid TOML document: /u, '')}.`;
  }
  return 'No TOML.';
}

const known = new Set(['rules', 'folders', 'baseline']);

function settingsOf(table: unknown, problems: string[]): Settings {
  if (!isTable(table)) {
    problems.push('The settings are no table.');
    return noSettings;
  }
  for (const key of Object.keys(table))
    if (!known.has(key))
      problems.push(`There is no setting ${key}: it is one of ${[...known].join(', ')}.`);
  const folders = table['folders'] ?? {};
  if (!isTable(folders)) problems.push('folders is a table: [folders."experiments"].');
  const scopes: Scope[] = [
    { path: '', levels: levelsOf(table['rules'], 'rules', problems) },
    ...Object.entries(isTable(folders) ? folders : {}).map(([path, given]) => ({
      path,
      levels: levelsOf(given, `folders."${path}"`, problems),
    })),
  ];
  const { baseline = null } = table;
  const isPath = baseline === null || typeof baseline === 'string';
  if (!isPath) problems.push('baseline is the path of a file.');
  return { scopes, baseline: isPath ? baseline : null };
}

/** `{ ELBO107: "off" }` as a map; what is wrong in it is left out and said. */
export function levelsOf(
  given: unknown,
  where: string,
  problems: string[],
): ReadonlyMap<string, Level> {
  const found = new Map<string, Level>();
  if (given === undefined) return found;
  if (!isTable(given)) {
    problems.push(`${where} is a table of rules: ELBO107 = "off".`);
    return found;
  }
  for (const [key, level] of Object.entries(given)) {
    if (!isRule(key))
      problems.push(`${where}: there is no rule ${key}. elbo-lens rules lists them.`);
    else if (!isLevel(level)) problems.push(`${where}: ${key} is one of ${levels.join(', ')}.`);
    else found.set(key, level);
  }
  return found;
}

function isRule(key: string): boolean {
  return rules.some(
    ({ id, name }) => name === key || (key.startsWith('ELBO') && id.startsWith(key)),
  );
}

function entryOf(table: unknown, key: string): unknown {
  return isTable(table) ? table[key] : undefined;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
