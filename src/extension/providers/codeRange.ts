// Places of analysed code as the editor's ranges.

import { Range } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Span } from '../../analysis/syntax/ast.ts';

export const spanRange = (document: TextDocument, { from, to }: Span): Range =>
  new Range(document.positionAt(from), document.positionAt(to));
