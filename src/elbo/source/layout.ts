// Program text that fits the page: what does not fit on one line is opened, outermost brackets first, with each item
// on a line of its own.

/** Items between brackets: on one line if they fit there. */
export interface Group {
  readonly open: string;
  readonly items: readonly Doc[];
  /** Between items on one line; a comma also ends each line of an opened group. */
  readonly separator: ', ' | ' ';
  readonly close: string;
  /** Without brackets of its own, it has them when it is opened. */
  readonly bracketWhenOpened: boolean;
}

/** Text, a group, or several of these one after the other. */
export type Doc = string | Group | readonly Doc[];

export interface Page {
  readonly width: number;
  readonly indent: string;
}

const isSequence = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);

/** All on one line. */
function flat(doc: Doc): string {
  if (typeof doc === 'string') return doc;
  if (isSequence(doc)) return doc.map(flat).join('');
  return doc.open + doc.items.map(flat).join(doc.separator) + doc.close;
}

/** The text in front of the first group, with the bracket that opens it. */
function head(docs: readonly Doc[]): string {
  let text = '';
  for (const doc of docs) {
    if (typeof doc !== 'string') return text + (isSequence(doc) ? head(doc) : doc.open);
    text += doc;
  }
  return text;
}

/** `start`, which may begin with spaces, and `doc` on the same line or on several. */
export function layOut(doc: Doc, page: Page, start: string): string {
  const margin = /^ */u.exec(start)?.[0] ?? '';
  return start + write(doc, page, { margin, column: start.length, after: 0 });
}

interface Place {
  readonly margin: string;
  /** Where the text starts. */
  readonly column: number;
  /** How much follows it on its last line. */
  readonly after: number;
}

function write(doc: Doc, page: Page, place: Place): string {
  const line = flat(doc);
  if (typeof doc === 'string' || place.column + line.length + place.after <= page.width) {
    return line;
  }
  return isSequence(doc) ? writeSequence(doc, page, place) : writeOpened(doc, page, place.margin);
}

function writeSequence(parts: readonly Doc[], page: Page, { margin, column, after }: Place) {
  let text = '';
  for (const [index, part] of parts.entries()) {
    const rest = parts.slice(index + 1);
    const lineStart = text.lastIndexOf('\n') + 1;
    text += write(part, page, {
      margin,
      column: (lineStart === 0 ? column : 0) + text.length - lineStart,
      after: head(rest).length + (rest.length === 0 ? after : 0),
    });
  }
  return text;
}

function writeOpened(group: Group, page: Page, margin: string): string {
  const inner = margin + page.indent;
  const comma = group.separator === ', ' ? ',' : '';
  const [left, right] = group.bracketWhenOpened ? ['(', ')'] : ['', ''];
  const lines = group.items.map((item) => {
    const place = { margin: inner, column: inner.length, after: comma.length };
    return inner + write(item, page, place) + comma;
  });
  return [group.open + left, ...lines, margin + right + group.close].join('\n');
}
