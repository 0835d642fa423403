// Files beside the one being read: found by the module names that imports state, read once, and each with addresses no
// other has, so that what is taken from it can be told from what stands in the file itself.

import { configNumbersIn, isConfigFile, isConfigFolder } from './configNumbers.ts';
import type { Width } from './lowering/unit.ts';
import type { Language, Program, Span } from './syntax/ast.ts';
import { Addresses } from './syntax/program.ts';
import { parsePython } from './syntax/python.ts';
import { parseTypeScript } from './syntax/typescript.ts';

/** Another file as a program. */
export interface Source {
  readonly path: string;
  readonly program: Program;
}

/** A place in another file. */
export interface ForeignPlace {
  readonly source: Source;
  readonly span: Span;
}

/** Folders and files, as far as they are known; paths are separated by `/`. */
export interface Files {
  /** Names of the entries of a folder: none where there is no such folder. */
  namesIn(folder: string): ReadonlySet<string>;
  /** Null where it cannot be read. */
  textOf(path: string): string | null;
}

interface Configured {
  readonly sources: readonly Source[];
  readonly numbers: ReadonlyMap<string, Width>;
}

/** Each file has so many addresses; those of the file being read begin at 0. */
const windowSize = 2 ** 32;
const longestText = 500_000;
const maximumConfigs = 40;
const longestConfig = 50_000;
const scriptEndings = ['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.cjs', '.cts'] as const;

export class Neighbours {
  readonly #files: Files;
  /** No module is looked for above it. */
  readonly #root: string;
  readonly #windows: string[] = [];
  readonly #sources = new Map<string, Source>();
  /** By folder. */
  readonly #configured = new Map<string, Configured>();

  constructor(files: Files, root: string) {
    this.#files = files;
    this.#root = root;
  }

  /** The file a module name leads to, as `from` means it; null where it leads out of what is known. */
  resolve(from: string, module: string, level: number): Source | null {
    const path = isPython(from) ? this.#python(from, module, level) : this.#script(from, module);
    return path === null ? null : this.#sourceAt(path);
  }

  /** What another file has at an address; null for addresses of the file being read. */
  placeOf(span: Span): ForeignPlace | null {
    const path = this.#windows[Math.floor(span.from / windowSize) - 1];
    const source = path === undefined ? undefined : this.#sources.get(path);
    return source ? { source, span: new Addresses(source.program).spanOf(span) } : null;
  }

  /**
   * Numbers of configuration files in the folders of a file, those further up and their folders of configuration: by
   * name, where all of them agree. Addresses of spans are those of the file that says it first.
   */
  configuredBeside(path: string): ReadonlyMap<string, Width> {
    const sources = this.#configsBeside(path).flatMap((config) => this.#configAt(config) ?? []);
    const folder = folderOf(path);
    const known = this.#configured.get(folder);
    if (
      known?.sources.length === sources.length &&
      sources.every((one, at) => one === known.sources[at])
    )
      return known.numbers;
    const numbers = agreedNumbers(sources);
    this.#configured.set(folder, { sources, numbers });
    return numbers;
  }

  #configsBeside(path: string): readonly string[] {
    return foldersAbove(path, this.#root)
      .flatMap((folder) => {
        const names = [...this.#files.namesIn(folder)].toSorted();
        const inside = names
          .filter(isConfigFolder)
          .flatMap((inner) => this.#configsIn(`${folder}/${inner}`));
        return this.#configsIn(folder).concat(inside);
      })
      .slice(0, maximumConfigs);
  }

  #configsIn(folder: string): string[] {
    return [...this.#files.namesIn(folder)]
      .toSorted()
      .filter(isConfigFile)
      .map((name) => `${folder}/${name}`);
  }

  /** As a program without code. */
  #configAt(path: string): Source | null {
    const text = this.#files.textOf(path);
    if (text === null || text.length > longestConfig) return null;
    const known = this.#sources.get(path);
    if (known?.program.text === text) return known;
    const chunk = {
      start: 0,
      base: this.#firstAddress(path),
      text,
      body: [],
      comments: [],
      errors: [],
    };
    const source: Source = { path, program: { language: 'python', text, chunks: [chunk] } };
    this.#sources.set(path, source);
    return source;
  }

  #firstAddress(path: string): number {
    if (!this.#windows.includes(path)) this.#windows.push(path);
    return (this.#windows.indexOf(path) + 1) * windowSize;
  }

  /** Beside the file, or in a folder further up: scripts import from where they are started. */
  #python(from: string, module: string, level: number): string | null {
    const names = module === '' ? [] : module.split('.');
    const above = foldersAbove(from, this.#root);
    const folders = level > 0 ? above.slice(level - 1, level) : above;
    for (const folder of folders) {
      const found = this.#modulePath(folder, names);
      if (found !== null) return found;
    }
    return null;
  }

  #modulePath(start: string, names: readonly string[]): string | null {
    let folder = start;
    for (const name of names.slice(0, -1)) {
      if (!this.#has(folder, name)) return null;
      folder = `${folder}/${name}`;
    }
    const last = names.at(-1);
    if (last === undefined) return `${folder}/__init__.py`;
    if (this.#has(folder, `${last}.py`)) return `${folder}/${last}.py`;
    if (!this.#has(folder, last)) return null;
    const inside = this.#files.namesIn(`${folder}/${last}`);
    const isPackage = [...inside].some((name) => name.endsWith('.py'));
    return isPackage ? `${folder}/${last}/__init__.py` : null;
  }

  #script(from: string, module: string): string | null {
    if (!/^\.\.?(?:\/|$)/u.test(module)) return null;
    const parts = folderOf(from).split('/');
    for (const part of module.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.' && part !== '') parts.push(part);
    }
    const path = parts.join('/');
    const bare = path.replace(/\.[cm]?jsx?$/u, '');
    const candidates = [path, ...[bare, `${path}/index`].flatMap(withScriptEndings)];
    return candidates.find((one) => isScript(one) && this.#has(...splitPath(one))) ?? null;
  }

  #has(folder: string, name: string): boolean {
    return this.#files.namesIn(folder).has(name);
  }

  #sourceAt(path: string): Source | null {
    // A folder of modules need not say that it is a package.
    const isStated = this.#has(...splitPath(path));
    const text = isStated ? this.#files.textOf(path) : '';
    if (text === null || text.length > longestText) return null;
    const known = this.#sources.get(path);
    if (known?.program.text === text) return known;
    const source = { path, program: this.#parse(path, text, known?.program) };
    this.#sources.set(path, source);
    return source;
  }

  #parse(path: string, text: string, previous: Program | undefined): Program {
    const base = this.#firstAddress(path);
    const parse = languageOf(path) === 'python' ? parsePython : parseTypeScript;
    return parse(text, previous, base);
  }
}

function agreedNumbers(sources: readonly Source[]): ReadonlyMap<string, Width> {
  const found = new Map<string, Width | null>();
  for (const { program } of sources) {
    const base = program.chunks[0]?.base ?? 0;
    for (const { name, value, span } of configNumbersIn(program.text)) {
      const known = found.get(name);
      if (known === undefined)
        found.set(name, { value, span: { from: base + span.from, to: base + span.to } });
      else if (known?.value !== value) found.set(name, null);
    }
  }
  return new Map([...found].flatMap(([name, width]) => (width ? [[name, width]] : [])));
}

function languageOf(path: string): Language {
  return isPython(path) ? 'python' : 'typescript';
}

function isPython(path: string): boolean {
  return /\.(?:pyi?|ipynb)$/u.test(path);
}

function isScript(path: string): boolean {
  return scriptEndings.some((ending) => path.endsWith(ending));
}

function withScriptEndings(path: string): readonly string[] {
  return scriptEndings.map((ending) => `${path}${ending}`);
}

function folderOf(path: string): string {
  return splitPath(path)[0];
}

function splitPath(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf('/');
  return at < 0 ? ['.', path] : [path.slice(0, at), path.slice(at + 1)];
}

/** The folder of a file and those it is in, up to the root. */
function foldersAbove(path: string, root: string): readonly string[] {
  const found: string[] = [];
  let folder = folderOf(path);
  while (folder === root || folder.startsWith(root === '' ? '' : `${root}/`)) {
    found.push(folder);
    const parent = folderOf(folder);
    if (folder === root || parent === folder || parent === '.') break;
    folder = parent;
  }
  return found.length > 0 ? found : [folderOf(path)];
}
