// The losses of the active editor as a tree: their terms, and what stands outside any loss. A click reveals the code.

import { EventEmitter, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Disposable, TreeDataProvider } from 'vscode';
import type { OutlineKind, OutlineNode } from '../../analysis/features/outline.ts';
import type { CodeArgument } from '../commands/codeArgument.ts';
import type { AnalysedCode } from './analysedCode.ts';
import type { CodeDocuments } from './codeDocuments.ts';

interface KindIcon {
  readonly icon: string;
  readonly color?: string;
}

const icons: Readonly<Record<OutlineKind, KindIcon>> = {
  loss: { icon: 'symbol-operator', color: 'elboLens.total' },
  likelihood: { icon: 'circle-filled', color: 'elboLens.reconstruction' },
  divergence: { icon: 'circle-filled', color: 'elboLens.kl' },
  draw: { icon: 'refresh' },
  other: { icon: 'circle-outline' },
};

export class LossOutline implements TreeDataProvider<OutlineNode>, Disposable {
  readonly #documents: CodeDocuments;
  readonly #changed = new EventEmitter<undefined>();
  readonly #subscription: Disposable;
  #code: AnalysedCode | null = null;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(documents: CodeDocuments) {
    this.#documents = documents;
    this.#subscription = documents.onDidChange(() => this.#changed.fire(undefined));
  }

  async getChildren(parent?: OutlineNode): Promise<OutlineNode[]> {
    if (parent) return [...parent.children];
    this.#code = (await this.#documents.active())?.code ?? null;
    return this.#code ? [...this.#code.reading.outlineOf(this.#code.analysis)] : [];
  }

  getTreeItem(node: OutlineNode): TreeItem {
    const isOpen = node.children.length > 0;
    const item = new TreeItem(
      node.label,
      isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None,
    );
    const { icon, color } = icons[node.kind];
    item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
    item.description = node.description;
    item.tooltip = node.tooltip;
    const place = this.#code?.placeOf(node.span);
    if (!place) return item;
    const uri = place.document.uri.toString();
    item.command = {
      command: 'elboLens.revealCode',
      title: 'Reveal Code',
      arguments: [{ uri, from: place.from, to: place.to } satisfies CodeArgument],
    };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
