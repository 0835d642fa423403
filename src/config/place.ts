// Where in a file a check stands, and how it reports from there.

import type { ConfigFormat, Problem, Replacement, Span } from './problem.ts';
import type { ConfigNode, MapEntry } from './syntax.ts';
import { code } from './words.ts';

export interface Place {
  readonly text: string;
  readonly format: ConfigFormat;
  /** Dotted path of the value, e.g. `model.encoder.hidden.1`; empty for the whole config. */
  readonly path: string;
  /** Where to point when a value is empty or lacks something: its key, or the file's first line. */
  readonly keySpan: Span;
  readonly report: (problem: Problem) => void;
}

export const joinPath = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

export const inside = (place: Place, { key, keySpan }: MapEntry): Place => ({
  ...place,
  path: joinPath(place.path, key),
  keySpan,
});

/** What a message calls the value: its key; for an element of a list, the list's key and which element. */
export function nameOf({ path }: Place): string {
  const keys = path.split('.');
  const last = keys.at(-1) ?? '';
  if (last === '') return 'The config';
  return /^\d+$/u.test(last)
    ? `Entry ${Number(last) + 1} of ${code(keys.at(-2) ?? '')}`
    : code(last);
}

/** The value itself, or its key when nothing is written for it. */
export const spanToMark = (node: ConfigNode, place: Place): Span =>
  node.start === node.end ? place.keySpan : { start: node.start, end: node.end };

export function errorAt(
  span: Span,
  place: Place,
  codeName: string,
  message: string,
  replacement?: Replacement,
): Problem {
  return {
    start: span.start,
    end: span.end,
    severity: 'error',
    code: codeName,
    path: place.path,
    message,
    ...(replacement && { replacement }),
  };
}

/** A plain word as the file's syntax writes it. */
export const writeWord = (word: string, format: ConfigFormat) =>
  format === 'json' ? JSON.stringify(word) : word;

/** Puts `word` where `span` is, keeping the quotes that are there. */
export function changeTo(word: string, span: Span, text: string): Replacement {
  const quote = /^["']/u.exec(text.slice(span.start, span.end))?.[0] ?? '';
  return {
    start: span.start,
    end: span.end,
    text: `${quote}${word}${quote}`,
    title: `Change to ${word}`,
  };
}
