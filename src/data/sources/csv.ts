// The user's table in CSV: a datum is a row, a dimension is a column of numbers.

import { checkIsText, readCsv, type CsvRecord } from '../formats/csv.ts';
import { plainBytes, type FileName } from '../formats/gzip.ts';
import { counted, dataProblem, grouped, type Note, type Outcome } from '../outcome.ts';
import type { CsvSource } from '../parameters.ts';
import { classesOf } from './classes.ts';
import { chooseColumns, type Columns } from './csvColumns.ts';
import { CsvRows } from './csvRows.ts';
import { limitNote, nameOf, readBytes, storedNumbers, type SourceReader } from './source.ts';

type Records = ReturnType<typeof readCsv>;

export const readCsvData: SourceReader<CsvSource> = (source, files, maximumBytes) => {
  const file = { path: source.file, configPath: 'data.file' };
  const given = readBytes(file, files);
  if ('problem' in given) return given;
  const plain = plainBytes(given.value, file, maximumBytes);
  if ('problem' in plain) return plain;
  const text = checkIsText(plain.value, file);
  if ('problem' in text) return text;
  const records = readCsv(plain.value, file);
  const first = records.next();
  if (first.done === true) return 'problem' in first.value ? first.value : noRows(file);
  const columns = chooseColumns(source, first.value, file);
  if ('problem' in columns) return columns;
  const row = columns.value.hasNames ? undefined : first.value;
  const rows = readRows(source, columns.value, row, records, file, maximumBytes);
  return 'problem' in rows ? rows : tableOf(source, columns.value, rows.value, file);
};

const noRows = ({ path, configPath }: FileName): Outcome<never> =>
  dataProblem(
    `${path}: no rows.`,
    'The file has no line of values to train on.',
    'Name a file with rows of numbers.',
    configPath,
  );

/** Rows up to the limit, beginning with `row` where the first line was one. */
function readRows(
  source: CsvSource,
  columns: Columns,
  row: CsvRecord | undefined,
  records: Records,
  file: FileName,
  maximumBytes: number,
): Outcome<CsvRows> {
  const rows = new CsvRows({ ...columns, dropsIncomplete: source.missing === 'drop-rows' }, file);
  let next = row;
  for (;;) {
    const wrong = next && rows.add(next);
    if (wrong !== undefined) return wrong;
    if (rows.byteLength > maximumBytes) return tooLarge(rows, columns, maximumBytes, file);
    if (rows.count === source.limit) break;
    const read = records.next();
    if (read.done !== true) {
      next = read.value;
    } else if ('problem' in read.value) {
      return read.value;
    } else {
      break;
    }
  }
  const complete = rows.checkComplete();
  if ('problem' in complete) return complete;
  return rows.count === 0 ? noRows(file) : { value: rows };
}

function tooLarge(
  { count }: CsvRows,
  { used }: Columns,
  maximumBytes: number,
  { path, configPath }: FileName,
): Outcome<never> {
  return dataProblem(
    `${path}: larger than the limit of ${grouped(maximumBytes)} bytes.`,
    `${counted(count, 'row')} of ${counted(used.length, 'number')} each were read before it was reached.`,
    'Set `limit` to fewer rows, or use fewer `columns`.',
    configPath,
  );
}

function tableOf(
  { limit }: CsvSource,
  { names, used, label, notes }: Columns,
  rows: CsvRows,
  file: FileName,
): ReturnType<typeof readCsvData> {
  const { count, incompleteRows } = rows;
  const labelFile = { path: file.path, configPath: 'data.label' };
  const labels = label === undefined ? undefined : classesOf(rows.labels, labelFile);
  if (labels !== undefined && 'problem' in labels) return labels;
  const dropped: Note = {
    what: `${counted(incompleteRows, 'row')} of ${file.path} ${incompleteRows === 1 ? 'has' : 'have'} missing values and ${incompleteRows === 1 ? 'is' : 'are'} left out.`,
    why: `${counted(count, 'row')} remain. Where values are missing for a reason, these are not like the whole.`,
  };
  return {
    value: {
      name: nameOf(file.path),
      kind: 'tabular',
      shape: [used.length],
      dimensions: used.length,
      columns: used.map((column) => names[column] ?? ''),
      count,
      stored: storedNumbers(rows.values),
      labels: labels?.value ?? null,
      notes: [
        ...notes,
        ...(incompleteRows > 0 ? [dropped] : []),
        ...limitNote(limit, count, 'row', file),
      ],
    },
  };
}
