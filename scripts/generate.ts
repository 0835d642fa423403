// Writes what is generated from typed data: the manifest's contributions, the JSON Schema of config files, the page of
// families, every formula as code, and a page for every rule.
// `--check` writes nothing and fails if a file is out of date.

import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { experimentJsonSchema } from '../src/config/jsonSchema.ts';
import type { Framework } from '../src/elbo/source/framework.ts';
import { frameworks } from '../src/elbo/source/index.ts';
import { languages } from '../src/elbo/source/language.ts';
import { printModule } from '../src/elbo/source/module.ts';
import { programs } from '../src/elbo/source/programs.ts';
import { familiesPage } from './pages/families.ts';
import { standardFormulas } from './pages/standardFormulas.ts';
import { manifest } from '../src/extension/contributions.ts';
import { pageName, rulePage, rulesPage } from '../src/lint/explain.ts';
import { examples } from '../src/lint/rules/examples.ts';
import { rules } from '../src/lint/rules/index.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** Every generated file with the content it should have. */
export async function generated(): Promise<readonly GeneratedFile[]> {
  return [
    { path: 'package.json', content: await packageJson() },
    await json('schemas/experiment.schema.json', experimentJsonSchema()),
    ...frameworks.map(formulas),
    await markdown('docs/families.md', familiesPage()),
    ...(await rulePages()),
    await typescript('src/analysis/features/standardFormulas.ts', standardFormulas()),
  ];
}

const rulesFolder = 'docs/rules';
const noExamples = { invalid: [], traps: [] };

async function rulePages(): Promise<readonly GeneratedFile[]> {
  return Promise.all([
    markdown(`${rulesFolder}/README.md`, rulesPage(rules)),
    ...rules.map((rule) =>
      markdown(
        `${rulesFolder}/${pageName(rule)}`,
        rulePage(rule, examples.get(rule.id) ?? noExamples),
      ),
    ),
  ]);
}

function formulas(framework: Framework): GeneratedFile {
  const { extension, comment } = languages[framework.language];
  const heading = comment(
    `Every formula of ELBO Lens in ${framework.name}. Made by: npm run generate`,
  );
  return {
    path: `docs/formulas/${framework.id}.${extension}`,
    content: `${heading}\n\n${printModule(programs, framework)}`,
  };
}

/** The manifest with our keys replaced where they stand, and new ones before the scripts. */
async function packageJson(): Promise<string> {
  const current = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, unknown>;
  const generatedKeys = new Set(Object.keys(manifest));
  const kept = Object.entries(current).filter(([key]) => !generatedKeys.has(key));
  const scriptsAt = kept.findIndex(([key]) => key === 'scripts');
  const entries = kept.toSpliced(scriptsAt, 0, ...Object.entries(manifest));
  return (await json('package.json', Object.fromEntries(entries))).content;
}

async function json(path: string, value: unknown): Promise<GeneratedFile> {
  const options = await resolveConfig(path);
  const parser = path === 'package.json' ? 'json-stringify' : 'json';
  return { path, content: await format(JSON.stringify(value), { ...options, parser }) };
}

async function markdown(path: string, text: string): Promise<GeneratedFile> {
  const options = await resolveConfig(path);
  return { path, content: await format(text, { ...options, parser: 'markdown' }) };
}

async function typescript(path: string, text: string): Promise<GeneratedFile> {
  const options = await resolveConfig(path);
  return { path, content: await format(text, { ...options, parser: 'typescript' }) };
}

const current = async (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);

/** Paths of generated files that differ from what they should be. */
export async function outdated(): Promise<readonly string[]> {
  const files = await generated();
  const contents = await Promise.all(files.map(({ path }) => current(path)));
  const stale = files.filter(({ content }, i) => content !== contents[i]).map(({ path }) => path);
  return [...stale, ...(await leftover(files))];
}

/** Pages of rules that are no more. */
async function leftover(files: readonly GeneratedFile[]): Promise<readonly string[]> {
  const names = await readdir(rulesFolder).catch(() => []);
  const paths = new Set(files.map(({ path }) => path));
  return names.map((name) => `${rulesFolder}/${name}`).filter((path) => !paths.has(path));
}

async function main(): Promise<void> {
  const paths = await outdated();
  if (process.argv.includes('--check')) {
    for (const path of paths) console.error(`${path} is out of date: npm run generate`);
    process.exitCode = paths.length > 0 ? 1 : 0;
    return;
  }
  for (const { path, content } of await generated()) {
    if (!paths.includes(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    console.log(`wrote ${path}`);
  }
  for (const path of await leftover(await generated())) await rm(path);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
