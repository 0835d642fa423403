// Which columns of a CSV table are used, by the names in its first line or by their places.

import type { CsvRecord } from '../formats/csv.ts';
import type { FileName } from '../formats/gzip.ts';
import { counted, dataProblem, type Note, type Outcome } from '../outcome.ts';
import type { CsvSource } from '../parameters.ts';
import { parseNumber } from './csvRows.ts';

export interface Columns {
  /** All of them; their places, from 1, where the file names none. */
  readonly names: readonly string[];
  readonly hasNames: boolean;
  /** Positions of the used columns, and of the label's. */
  readonly used: readonly number[];
  readonly label: number | undefined;
  readonly notes: readonly Note[];
}

/** Names are no numbers; a first line in which a number stands is data. */
function namesColumns({ header }: CsvSource, { fields }: CsvRecord): boolean {
  if (header !== 'auto') return header === 'names';
  return fields.every((field) => parseNumber(field) === undefined) && fields.some(Boolean);
}

export function chooseColumns(
  source: CsvSource,
  first: CsvRecord,
  file: FileName,
): Outcome<Columns> {
  const hasNames = namesColumns(source, first);
  const names = first.fields.map((field, i) => (hasNames && field !== '' ? field : String(i + 1)));
  const wrong = sameName(names, file) ?? unknownColumn(source, names, hasNames, file);
  if (wrong !== undefined) return wrong;
  const label = source.label === undefined ? undefined : names.indexOf(source.label);
  const isNumbered = hasNames && first.fields[0] === '' && source.columns === undefined;
  const others = [...names.keys()].filter((i) => i !== label && !(isNumbered && i === 0));
  const used = source.columns?.map((name) => names.indexOf(name)) ?? others;
  if (used.length === 0) return nothingLeft(names.length, file);
  const note: Note = {
    what: `${file.path}: the first column is left out.`,
    why: 'It has no name, like the row numbers that pandas writes. Give it a name, or list `columns`, to use it.',
  };
  return { value: { names, hasNames, used, label, notes: isNumbered ? [note] : [] } };
}

function sameName(
  names: readonly string[],
  { path, configPath }: FileName,
): Outcome<never> | undefined {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return undefined;
  return dataProblem(
    `${path}: two columns are called "${twice}".`,
    'Columns are told apart by the names in the first line.',
    'Rename one of them, or set `header: none` if the first line holds data.',
    configPath,
  );
}

const nothingLeft = (count: number, { path }: FileName): Outcome<never> =>
  dataProblem(
    `${path}: no column is left to train on.`,
    `The file has ${counted(count, 'column')}, and the label is not one of the data.`,
    'Name columns of numbers under `columns`.',
    'data.columns',
  );

function unknownColumn(
  { columns = [], label }: CsvSource,
  names: readonly string[],
  hasNames: boolean,
  { path }: FileName,
): Outcome<never> | undefined {
  const lost = columns.find((name) => !names.includes(name));
  const name = lost ?? (label !== undefined && !names.includes(label) ? label : undefined);
  if (name === undefined) return undefined;
  const rest = names.length > 12 ? ` and ${names.length - 12} more` : '';
  const known = `${names.slice(0, 12).join(', ')}${rest}`;
  return dataProblem(
    `${path}: there is no column "${name}".`,
    hasNames
      ? `Its columns are: ${known}.`
      : `Its first line holds numbers, so columns go by their place: ${known}.`,
    hasNames
      ? 'Correct the name.'
      : 'Write the place, or set `header: names` if the first line names the columns.',
    lost === undefined ? 'data.label' : 'data.columns',
  );
}
