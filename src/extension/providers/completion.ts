// Completion in config files: what `completeConfig` offers, in its order, as the editor's items.

import {
  CompletionItem,
  CompletionItemKind,
  MarkdownString,
  SnippetString,
  TextEdit,
} from 'vscode';
import type { CompletionItemProvider, Position, TextDocument } from 'vscode';
import { completeConfig, type CompletionItem as Offer } from '../../config/completion.ts';
import { formatOf } from '../../config/parse.ts';
import { toRange } from '../convert.ts';

/** Characters after which a list is shown without being asked for. */
export const completionTriggers = [':', ' ', '"', '{', '['] as const;

const kinds = { key: CompletionItemKind.Property, value: CompletionItemKind.Value } as const;

export class ConfigCompletion implements CompletionItemProvider {
  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    const offset = document.offsetAt(position);
    const offers = completeConfig(document.getText(), offset, formatOf(document.uri.path));
    return offers.map((offer, index) => toItem(document, offer, index));
  }
}

function toItem(document: TextDocument, offer: Offer, index: number): CompletionItem {
  const item = new CompletionItem(offer.label, kinds[offer.kind]);
  item.detail = offer.detail;
  item.documentation = new MarkdownString(offer.documentation);
  item.insertText = offer.isSnippet ? new SnippetString(offer.insertText) : offer.insertText;
  item.filterText = offer.filterText;
  item.sortText = String(index).padStart(3, '0');
  item.range = toRange(document, offer.range);
  const edit = offer.additionalEdit;
  if (edit) item.additionalTextEdits = [TextEdit.replace(toRange(document, edit), edit.text)];
  // A section or key just written is followed by a choice of its values.
  if (offer.kind === 'key' && !offer.isSnippet) {
    item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  }
  return item;
}
