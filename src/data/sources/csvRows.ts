// The rows of a CSV table as numbers: what is none, what is missing, where a row has too few values.

import type { CsvRecord } from '../formats/csv.ts';
import type { FileName } from '../formats/gzip.ts';
import { counted, dataProblem, grouped, type Outcome } from '../outcome.ts';

/** How people write that a value is not there, in lower case. */
const missingWords: ReadonlySet<string> = new Set([
  '',
  'na',
  'n/a',
  'nan',
  'null',
  'none',
  '?',
  '-',
  '.',
]);

const isMissing = (field: string): boolean => missingWords.has(field.toLowerCase());

/** Decimal numbers as programs write them; `Number` alone would also take hexadecimal and nothing at all. */
const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/** The number a field holds; undefined if it is none, or beyond what a double holds. */
export function parseNumber(field: string): number | undefined {
  const value = numberPattern.test(field) ? Number(field) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

interface Choice {
  readonly names: readonly string[];
  readonly used: readonly number[];
  readonly label: number | undefined;
  readonly dropsIncomplete: boolean;
}

/** Grows row by row. */
export class CsvRows {
  readonly #choice: Choice;
  readonly #file: FileName;
  #values: Float64Array;
  #missingValues = 0;
  #firstMissing: { readonly line: number; readonly column: string } | undefined;
  readonly labels: string[] = [];
  count = 0;
  incompleteRows = 0;

  constructor(choice: Choice, file: FileName) {
    this.#choice = choice;
    this.#file = file;
    this.#values = new Float64Array(256 * choice.used.length);
  }

  get byteLength(): number {
    return this.#values.byteLength;
  }

  /** Row-major. */
  get values(): Float64Array {
    return this.#values.slice(0, this.count * this.#choice.used.length);
  }

  /** Takes in one row, or says what is wrong with it. */
  add({ line, fields }: CsvRecord): Outcome<never> | undefined {
    const { names, used, label, dropsIncomplete } = this.#choice;
    if (fields.length !== names.length) return this.#uneven(line, fields.length);
    this.#makeRoom();
    let isComplete = true;
    for (const [i, column] of used.entries()) {
      const field = fields[column] ?? '';
      const value = parseNumber(field);
      if (value === undefined && !isMissing(field)) return this.#noNumber(line, column, field);
      if (value === undefined) {
        isComplete = false;
        this.#missingValues += 1;
        this.#firstMissing ??= { line, column: names[column] ?? '' };
      }
      this.#values[this.count * used.length + i] = value ?? Number.NaN;
    }
    if (!isComplete) {
      this.incompleteRows += 1;
      if (dropsIncomplete) return undefined;
    }
    this.count += 1;
    if (label !== undefined) this.labels.push(fields[label] ?? '');
    return undefined;
  }

  #makeRoom(): void {
    if ((this.count + 1) * this.#choice.used.length <= this.#values.length) return;
    const larger = new Float64Array(2 * this.#values.length);
    larger.set(this.#values);
    this.#values = larger;
  }

  /** A problem if values are missing and such rows were not to be dropped. */
  checkComplete(): Outcome<null> {
    const missing = this.#firstMissing;
    if (missing === undefined || this.#choice.dropsIncomplete) return { value: null };
    const found = `${counted(this.#missingValues, 'value')} in ${grouped(this.incompleteRows)} of ${counted(this.count, 'row')}`;
    return dataProblem(
      `${this.#file.path}: line ${grouped(missing.line)}, column "${missing.column}" has no value.`,
      `Missing: ${found}. Expected a number everywhere, since log p(x|z) needs all of a datum.`,
      'Fill the values in, leave the column out with `columns`, or set `missing: drop-rows`.',
      'data.missing',
    );
  }

  #uneven(line: number, found: number): Outcome<never> {
    const { path, configPath } = this.#file;
    return dataProblem(
      `${path}: line ${grouped(line)} has ${counted(found, 'value')}, the first line ${grouped(this.#choice.names.length)}.`,
      'Every row needs a place for each column, even an empty one. A value that contains the separator needs quotes.',
      'Correct the line.',
      configPath,
    );
  }

  #noNumber(line: number, column: number, field: string): Outcome<never> {
    const { path, configPath } = this.#file;
    const shown = field.length > 40 ? `${field.slice(0, 40)}…` : field;
    const hasComma = /^[+-]?\d+,\d+$/u.test(field);
    return dataProblem(
      `${path}: line ${grouped(line)}, column "${this.#choice.names[column]}" holds "${shown}".`,
      hasComma
        ? 'Expected a number with a decimal point; this one has a decimal comma.'
        : 'Expected a number, with a decimal point and without thousands separators.',
      hasComma
        ? 'Save the file with decimal points.'
        : 'Correct the value, list the columns to use under `columns`, or name this one under `label` if it is a class.',
      configPath,
    );
  }
}
