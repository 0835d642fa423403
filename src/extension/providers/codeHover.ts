// Hovers over loss code: verdict, equation, warning, the four answers, sources and links, as Markdown.

import { Hover, MarkdownString, workspace } from 'vscode';
import type { CancellationToken, HoverProvider, Position, TextDocument, Uri } from 'vscode';
import { hoverAt } from '../../analysis/features/hover.ts';
import type { HoverView, Rich } from '../../analysis/features/hoverView.ts';
import type { CodeArgument } from '../commands/codeArgument.ts';
import type { CommandId } from '../contributions/commands.ts';
import { setting } from '../contributions/settings.ts';
import type { FormulaImage, FormulaImages } from '../math/formulaImages.ts';
import { spanRange } from './codeRange.ts';
import type { CodeDocuments } from './codeDocuments.ts';

const linked = [
  'elboLens.revealCode',
  'elboLens.copyLatex',
  'elboLens.copyMarkdown',
] as const satisfies readonly CommandId[];

export class CodeHover implements HoverProvider {
  readonly #documents: CodeDocuments;
  readonly #images: FormulaImages;

  constructor(documents: CodeDocuments, images: FormulaImages) {
    this.#documents = documents;
    this.#images = images;
  }

  async provideHover(
    document: TextDocument,
    position: Position,
    token?: CancellationToken,
  ): Promise<Hover | undefined> {
    if (!setting(workspace.getConfiguration('elboLens', document), 'hover.enabled'))
      return undefined;
    const analysis = this.#documents.analysis(document);
    const offset = document.offsetAt(position);
    const view = analysis && hoverAt(analysis, offset);
    if (!view) return undefined;
    const image = view.formula ? await this.#images.image(view.formula.latex) : null;
    if (token?.isCancellationRequested) return undefined;
    const markdown = new MarkdownString(hoverMarkdown(view, image, document, offset), true);
    markdown.supportHtml = true;
    markdown.isTrusted = { enabledCommands: linked };
    return new Hover(markdown, spanRange(document, view.span));
  }
}

function hoverMarkdown(
  view: HoverView,
  image: FormulaImage | null,
  document: TextDocument,
  offset: number,
): string {
  const { uri } = document;
  return [
    `**${escape(view.title)}**: ${escape(view.verdict)}`,
    ...(view.formula ? [formula(view.formula.text, image)] : []),
    ...(view.notice
      ? [`$(${view.notice.kind === 'warning' ? 'warning' : 'info'}) ${rich(view.notice.text)}`]
      : []),
    '---',
    view.answers
      .map(({ question, answer }, i) => `${i + 1}. **${escape(question)}** ${rich(answer)}`)
      .join('\n'),
    ...(view.sources ? [sources(view.sources, document)] : []),
    '---',
    links(view, uri, offset),
  ].join('\n\n');
}

function formula(text: string, image: FormulaImage | null): string {
  if (!image) return `\`${text.replaceAll('`', "'")}\``;
  const alt = escapeAttribute(text);
  return `<img src="${image.uri}" alt="${alt}" width="${image.width}" height="${image.height}">`;
}

function sources(
  { title, items }: NonNullable<HoverView['sources']>,
  document: TextDocument,
): string {
  const lines = items.map(({ text, span }) => {
    if (!span) return `<li>${escapeHtml(text)}</li>`;
    const target = commandUri('elboLens.revealCode', {
      uri: document.uri.toString(),
      from: span.from,
      to: span.to,
    });
    return `<li>${escapeHtml(text)} <a href="${target}">Show</a></li>`;
  });
  return `<details><summary>${escapeHtml(title)}</summary><ul>${lines.join('')}</ul></details>`;
}

function links(view: HoverView, uri: Uri, offset: number): string {
  const place = { uri: uri.toString(), from: offset };
  return [
    ...(view.formula ? [`[$(copy) Copy LaTeX](${commandUri('elboLens.copyLatex', place)})`] : []),
    `[$(markdown) Copy Markdown](${commandUri('elboLens.copyMarkdown', place)})`,
  ].join(' &nbsp; ');
}

const commandUri = (command: (typeof linked)[number], argument: CodeArgument): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;

const rich = (parts: Rich): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return escape(part);
      return 'strong' in part
        ? `**${escape(part.strong)}**`
        : `\`${part.code.replaceAll('`', "'")}\``;
    })
    .join('');

/** User code and formulas as text: nothing of them is Markdown, HTML or an icon. */
const escape = (text: string): string =>
  escapeHtml(text).replaceAll(/[\\`*_{}[\]()#+!|~$-]/gu, (character) => `\\${character}`);

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const escapeAttribute = (text: string): string => escapeHtml(text).replaceAll('"', '&quot;');
