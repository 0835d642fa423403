// What was understood of a document, or of all cells of a notebook, and where each stands in the text that was read.

import { Range } from 'vscode';
import type { Position, TextDocument, Uri } from 'vscode';
import type { Analysis } from '../../analysis/analyze.ts';
import type { Span } from '../../analysis/syntax/ast.ts';
import type { LossReading } from './lossReading.ts';

interface Part extends Span {
  readonly document: TextDocument;
}

export interface CodePlace extends Span {
  readonly document: TextDocument;
}

export class AnalysedCode {
  readonly analysis: Analysis;
  /** What can be said of the analysis. */
  readonly reading: LossReading;
  readonly #parts: readonly Part[];
  readonly #files: Uri | null;

  /**
   * `texts` are those of `documents`, read together with a line break between any two; `files` is any address in the file
   * system they are in.
   */
  constructor(
    reading: LossReading,
    analysis: Analysis,
    documents: readonly TextDocument[],
    texts: readonly string[],
    files: Uri | null,
  ) {
    this.#files = files;
    this.reading = reading;
    this.analysis = analysis;
    let from = 0;
    this.#parts = documents.map((document, i) => {
      const part = { document, from, to: from + (texts[i]?.length ?? 0) };
      from = part.to + 1;
      return part;
    });
  }

  /** An offset into the analysed text. */
  offsetAt(document: TextDocument, position: Position): number {
    return this.#startOf(document) + document.offsetAt(position);
  }

  /** The same for an offset into the document. */
  fromOffset(document: TextDocument, offset: number): number {
    return this.#startOf(document) + offset;
  }

  /** A span of the analysed text in the document that holds its beginning. */
  placeOf({ from, to }: Span): CodePlace | null {
    const part = this.#parts.find((candidate) => candidate.from <= from && from <= candidate.to);
    if (!part) return null;
    const end = Math.min(to, part.to);
    return { document: part.document, from: from - part.from, to: end - part.from };
  }

  /** The address of another file, by its path. */
  uriOf(path: string): Uri | null {
    return this.#files?.with({ path }) ?? null;
  }

  /** `line 7`, in a notebook `cell 2, line 3`. */
  where(offset: number): string {
    const place = this.placeOf({ from: offset, to: offset });
    if (!place) return 'another cell';
    const line = `line ${place.document.positionAt(place.from).line + 1}`;
    if (this.#parts.length < 2) return line;
    return `code cell ${this.#parts.findIndex(({ document }) => document === place.document) + 1}, ${line}`;
  }

  /** A span as a range of one document; null if it stands in another. */
  rangeIn(document: TextDocument, span: Span): Range | null {
    const place = this.placeOf(span);
    return place?.document === document ? rangeOf(place) : null;
  }

  #startOf(document: TextDocument): number {
    return this.#parts.find((part) => part.document === document)?.from ?? 0;
  }
}

export const rangeOf = ({ document, from, to }: CodePlace): Range =>
  new Range(document.positionAt(from), document.positionAt(to));
