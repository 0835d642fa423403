// Notebooks: the Python cells of an .ipynb file as one program, and the IPython syntax that is not Python made
// into comments of the same length, so that every offset and line stays where it was. Total: any text is read.

import { lineEnd } from './python/characters.ts';
import { Lines } from './python/lines.ts';

export interface NotebookCell {
  /** Place among all cells, those of prose included. */
  readonly index: number;
  /** Lines of the joined text, counted from 0; `endLine` is the first line after the cell. */
  readonly startLine: number;
  readonly endLine: number;
}

export interface Notebook {
  readonly text: string;
  readonly cells: readonly NotebookCell[];
  /** Why nothing could be read, as a sentence for the user. */
  readonly problem?: string;
}

export function readNotebook(text: string): Notebook {
  const document = parseJson(text);
  if (document === undefined) {
    return nothing('This is not a notebook: its text is not JSON. Save it again from the editor.');
  }
  const sources = sourcesOf(document);
  if (!sources) {
    return nothing(
      'This is not a notebook: it has no list of cells. Save it again from the editor.',
    );
  }
  const language = languageOf(document);
  if (!isPython(language)) {
    return nothing(`This notebook runs ${language}, and only Python notebooks are read.`);
  }
  const cells: NotebookCell[] = [];
  const texts: string[] = [];
  let line = 0;
  for (const { index, source } of sources) {
    const lines = source.split('\n').length;
    cells.push({ index, startLine: line, endLine: line + lines });
    texts.push(blankMagics(source));
    line += lines;
  }
  return { text: texts.join('\n'), cells };
}

function nothing(problem: string): Notebook {
  return { text: '', cells: [], problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}

function field(value: unknown, ...path: string[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    inner = (inner as Readonly<Record<string, unknown>>)[key];
  }
  return inner;
}

/** Code cells of format 4, and of format 3, which kept them in worksheets under `input`. */
function sourcesOf(document: unknown) {
  const worksheets = field(document, 'worksheets');
  const cells: unknown = Array.isArray(worksheets)
    ? worksheets.flatMap((sheet) => field(sheet, 'cells') ?? [])
    : field(document, 'cells');
  if (!Array.isArray(cells)) return undefined;
  return cells.flatMap((cell: unknown, index) => {
    const language = field(cell, 'metadata', 'vscode', 'languageId');
    const isOther = typeof language === 'string' && !isPython(language);
    if (field(cell, 'cell_type') !== 'code' || isOther) return [];
    return [{ index, source: joined(field(cell, 'source') ?? field(cell, 'input')) }];
  });
}

function joined(source: unknown): string {
  if (typeof source === 'string') return source;
  if (!Array.isArray(source)) return '';
  return source.filter((line) => typeof line === 'string').join('');
}

function languageOf(document: unknown): string {
  const named =
    field(document, 'metadata', 'language_info', 'name') ??
    field(document, 'metadata', 'kernelspec', 'language') ??
    field(document, 'metadata', 'kernelspec', 'name');
  return typeof named === 'string' && named !== '' ? named : 'python';
}

function isPython(language: string): boolean {
  return /python|pypy|sage/iu.test(language);
}

/** Cell magics whose cell is Python all the same; a written file counts by its name. */
const pythonCell =
  /^%%(?:time|timeit|capture|prun|python\d?|pypy|debug|notify|skip|memit|mprun|lprun|scalene|writefile .*\.py)\b/u;

const statementMagic =
  /^\s*(?:[%!?]|[%\w.*]+\?{1,2}\s*$|[\p{L}_][\p{L}\p{N}_.]*(?:\s*,\s*[\p{L}_][\p{L}\p{N}_.]*)*\s*=\s*(?:!|%\p{L}))/u;

/** Makes lines of magics, shell commands and help requests comments; nothing moves. */
export function blankMagics(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const head = lines[first]?.trimStart() ?? '';
  if (head.startsWith('%%') && !pythonCell.test(head)) return lines.map(commented).join('\n');
  const logical = new Lines(text);
  let result = '';
  while (logical.begin(logical.to)) {
    const end = lineEnd(text, logical.from);
    const line = text.slice(logical.from, end);
    if (statementMagic.test(line)) {
      result += text.slice(result.length, logical.from) + commented(line);
      logical.to = end;
    } else logical.end();
  }
  return result + text.slice(result.length);
}

function commented(line: string): string {
  // Unit by unit, not by character: the length must not change.
  return line.replace(/\S/, '#');
}
