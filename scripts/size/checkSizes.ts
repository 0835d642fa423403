// Weighs `dist` and the package made of it against the budgets.

import { unzipSync } from 'fflate';
import { readFile, readdir, stat } from 'node:fs/promises';
import { pack } from '../pack.ts';
import { inRepository } from '../paths.ts';
import { budgets, hasSourceMap, packagePath, strayFiles, type Budget } from './budgets.ts';

/** Prints the table; true if everything is within its budget. Needs `dist`. */
export async function checkSizes(): Promise<boolean> {
  await pack(packagePath);
  const complaints = [...(await overweight()), ...(await sourceMaps()), ...(await strays())];
  for (const complaint of complaints) console.error(complaint);
  return complaints.length === 0;
}

async function overweight(): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const budget of budgets) {
    const kib = (await stat(inRepository(budget.path))).size / 1024;
    console.log(row(budget, kib));
    if (kib > budget.maximumKiB) {
      complaints.push(
        `${budget.path} has ${kib.toFixed(0)} KiB; the budget is ${budget.maximumKiB} KiB.`,
      );
    }
  }
  return complaints;
}

function row({ name, path, maximumKiB }: Budget, kib: number): string {
  const share = `${((100 * kib) / maximumKiB).toFixed(0)} %`;
  const sizes = `${kib.toFixed(0).padStart(6)} KiB of ${String(maximumKiB).padStart(5)} KiB`;
  return `${name.padEnd(16)}${sizes}${share.padStart(7)}  ${path}`;
}

async function sourceMaps(): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const name of await readdir(inRepository('dist'))) {
    const isScript = /\.(cjs|js|css)$/.test(name);
    if (
      name.endsWith('.map') ||
      (isScript && hasSourceMap(await readFile(inRepository('dist', name), 'utf8')))
    ) {
      complaints.push(`dist/${name} is or holds a source map, which is not shipped.`);
    }
  }
  return complaints;
}

async function strays(): Promise<readonly string[]> {
  const names: string[] = [];
  unzipSync(await readFile(inRepository(packagePath)), {
    filter: ({ name }) => {
      names.push(name);
      return false;
    },
  });
  return strayFiles(names).map(
    (name) => `The package holds ${name}, which .vscodeignore should keep out.`,
  );
}
