// Where the lines of a notebook's cells stand in its file, which is JSON: what reads a report along with the file, an
// annotation or another tool, counts in lines of that.

import type { NotebookCell } from '../analysis/syntax/notebook.ts';
import type { FileReport, Place } from './report.ts';

interface Point {
  readonly line: number;
  readonly column: number;
}

/** Strings, and what opens or closes a level. */
const token = /"(?:[^"\\]|\\.)*"|[[\]{}]/gu;
const sourceKeys = new Set(['"source"', '"input"']);

/** For every cell in order, prose included, where each string of its source begins; one where the source is one string. */
function sourceStrings(file: string): readonly (readonly number[])[] {
  const cells: number[][] = [];
  // The cells are the elements of an array below a key of that name; a cell's source is a key of its own level.
  let depth = 0;
  let cellDepth = Infinity;
  let isCells = false;
  let source: number[] | null = null;
  let sourceDepth = 0;
  for (const { 0: text, index } of file.matchAll(token)) {
    if (text === '[' || text === '{') {
      depth += 1;
      if (isCells && text === '[') cellDepth = depth + 1;
      isCells = false;
      if (text === '{' && depth === cellDepth) cells.push([]);
    } else if (text === ']' || text === '}') {
      if (source && depth === sourceDepth) source = null;
      depth -= 1;
      if (depth < cellDepth - 1) cellDepth = Infinity;
    } else if (isKey(file, index + text.length)) {
      isCells = text === '"cells"';
      source = depth === cellDepth && sourceKeys.has(text) ? (cells.at(-1) ?? null) : null;
      sourceDepth = depth + 1;
    } else if (source) {
      source.push(index);
      if (depth < sourceDepth) source = null;
    }
  }
  return cells;
}

function isKey(file: string, end: number): boolean {
  return /^\s*:/u.test(file.slice(end, end + 40));
}

export class NotebookPlaces {
  readonly #cells: readonly NotebookCell[];
  readonly #lines: readonly string[];
  readonly #strings: readonly (readonly number[])[];
  readonly #starts: readonly number[];

  /** `text` is that of the joined cells. */
  constructor(file: string, text: string, cells: readonly NotebookCell[]) {
    this.#cells = cells;
    this.#lines = text.split('\n');
    this.#strings = sourceStrings(file);
    this.#starts = [0, ...[...file.matchAll(/\n/gu)].map(({ index }) => index + 1)];
  }

  inFile(report: FileReport): FileReport {
    const placed = <T extends Place>(one: T): T => ({ ...one, ...this.#place(one) });
    return {
      ...report,
      terms: report.terms.map(placed),
      losses: report.losses.map((loss) => ({
        ...placed(loss),
        sizes: loss.sizes.map((size) =>
          size.file === undefined ? { ...size, line: this.#point(size.line, 1).line } : size,
        ),
      })),
      findings: report.findings.map(placed),
    };
  }

  #place({ startLine, startColumn, endLine, endColumn }: Place): Place {
    const start = this.#point(startLine, startColumn);
    const end = this.#point(endLine, endColumn);
    return {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  }

  /** A place of the joined text in the file: as it is where the file does not say. */
  #point(line: number, column: number): Point {
    const cell = this.#cells.find(({ startLine, endLine }) => startLine < line && line <= endLine);
    const strings = cell && this.#strings[cell.index];
    if (!cell || !strings) return { line, column };
    const own = line - cell.startLine - 1;
    const isApart = strings.length > 1 || own === 0;
    const at = strings[isApart ? own : 0];
    if (at === undefined) return { line, column };
    const from = isApart ? line - 1 : cell.startLine;
    const before = [
      ...this.#lines.slice(from, line - 1),
      this.#lines[line - 1]?.slice(0, column - 1),
    ];
    return this.#pointAt(at + JSON.stringify(before.join('\n')).length - 1);
  }

  #pointAt(offset: number): Point {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
