// Hovers in config files: the documentation of the key or word under the pointer.

import { Hover, MarkdownString } from 'vscode';
import type { HoverProvider, Position, TextDocument } from 'vscode';
import { hoverConfig } from '../../config/hoverConfig.ts';
import { formatOf } from '../../config/parse.ts';
import { toRange } from '../convert.ts';

export class ConfigHover implements HoverProvider {
  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const found = hoverConfig(
      document.getText(),
      document.offsetAt(position),
      formatOf(document.uri.path),
    );
    return found
      ? new Hover(new MarkdownString(found.markdown), toRange(document, found))
      : undefined;
  }
}
