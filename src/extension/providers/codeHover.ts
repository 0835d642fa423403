// Hovers over loss code: verdict, equation, warning, the four answers, sources and links, as Markdown.

import { Hover, MarkdownString, workspace } from 'vscode';
import type { CancellationToken, HoverProvider, Position, TextDocument } from 'vscode';
import type { HoverFormula, HoverView, Rich, Source } from '../../analysis/features/hoverView.ts';
import type { CodeArgument } from '../commands/codeArgument.ts';
import type { CommandId } from '../contributions/commands.ts';
import { setting } from '../contributions/settings.ts';
import { escapeAttribute, escapeHtml, escapeMarkdown } from '../escape.ts';
import type { FormulaImage, FormulaImages } from '../math/formulaImages.ts';
import { historyOf } from '../linked/historyImage.ts';
import type { RunsOfCode } from '../linked/runsOfCode.ts';
import type { AnalysedCode } from './analysedCode.ts';
import type { CodeDocuments } from './codeDocuments.ts';

const linked = [
  'elboLens.revealCode',
  'elboLens.showDerivation',
  'elboLens.showDensity',
  'elboLens.copyLatex',
  'elboLens.copyMarkdown',
] as const satisfies readonly CommandId[];

export class CodeHover implements HoverProvider {
  readonly #documents: CodeDocuments;
  readonly #images: FormulaImages;
  readonly #runs: RunsOfCode;

  constructor(documents: CodeDocuments, images: FormulaImages, runs: RunsOfCode) {
    this.#runs = runs;
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
    const code = await this.#documents.read(document);
    const view =
      code &&
      code.reading.hoverAt(code.analysis, code.offsetAt(document, position), (offset) =>
        code.where(offset),
      );
    if (!view) return undefined;
    const image = view.formula ? await this.#picture(view.formula) : null;
    if (token?.isCancellationRequested) return undefined;
    const markdown = new MarkdownString(
      hoverMarkdown(
        view,
        image,
        code,
        this.#history(document, code, view),
        placeArgument(document, document.offsetAt(position)),
        {
          isLikelihood:
            code.reading.pageParameters(code.analysis, code.offsetAt(document, position), true) !==
            null,
        },
      ),
      true,
    );
    markdown.supportHtml = true;
    markdown.isTrusted = { enabledCommands: linked };
    return new Hover(markdown, code.rangeIn(document, view.span) ?? undefined);
  }

  /** How the term under the cursor went, where a run trains it. */
  #history(document: TextDocument, code: AnalysedCode, { span }: HoverView): string | null {
    const term = this.#runs
      .termsIn(document, code)
      .find((one) => one.span.from <= span.from && span.to <= one.span.to);
    return term ? historyOf(term) : null;
  }

  /** On one line where that fits. */
  async #picture({ latex, broken }: HoverFormula): Promise<FormulaImage | null> {
    const image = await this.#images.image(latex);
    const isWide = image !== null && image.width > widest;
    return isWide && broken !== undefined ? ((await this.#images.image(broken)) ?? image) : image;
  }
}

/** Pixels a hover has for a picture before it has to be scrolled. */
const widest = 700;

/** What the links rest on besides the view. */
interface HoverAbout {
  /** Of a family that the page about densities draws. */
  readonly isLikelihood: boolean;
}

function hoverMarkdown(
  view: HoverView,
  image: FormulaImage | null,
  code: AnalysedCode,
  history: string | null,
  here: CodeArgument,
  about: HoverAbout,
): string {
  return [
    `**${escapeMarkdown(view.title)}**: ${escapeMarkdown(view.verdict)} &nbsp;&nbsp;${links(view, here, about)}`,
    ...(view.formula ? [formula(view.formula.text, image)] : []),
    ...(view.notice
      ? [`$(${view.notice.kind === 'warning' ? 'warning' : 'info'}) ${rich(view.notice.text)}`]
      : []),
    ...(history === null ? [] : [history]),
    view.answers
      .map(({ question, answer }, i) => `${i + 1}. **${escapeMarkdown(question)}** ${rich(answer)}`)
      .join('\n'),
    ...(view.sources ? [sources(view.sources, code)] : []),
  ].join('\n\n');
}

function formula(text: string, image: FormulaImage | null): string {
  if (!image) return `\`${text.replaceAll('`', "'")}\``;
  const alt = escapeAttribute(text);
  return `<img src="${image.uri}" alt="${alt}" width="${image.width}" height="${image.height}">`;
}

function sources({ title, items }: NonNullable<HoverView['sources']>, code: AnalysedCode): string {
  const lines = items.map((item) => {
    const { text } = item;
    const argument = argumentOf(item, code);
    if (!argument) return `<li>${escapeHtml(text)}</li>`;
    const target = commandUri('elboLens.revealCode', argument);
    return `<li>${escapeHtml(text)} <a href="${target}">Show</a></li>`;
  });
  return `<details><summary>${escapeHtml(title)}</summary><ul>${lines.join('')}</ul></details>`;
}

function argumentOf({ span, path }: Source, code: AnalysedCode): CodeArgument | null {
  if (!span) return null;
  if (path !== null) {
    const uri = code.uriOf(path)?.toString();
    return uri === undefined ? null : { uri, from: span.from, to: span.to };
  }
  const place = code.placeOf(span);
  return place && placeArgument(place.document, place.from, place.to);
}

/** Icons beside the verdict: a hover has 250 pixels before it is cut, and a line of links would take 40. */
function links(view: HoverView, here: CodeArgument, { isLikelihood }: HoverAbout): string {
  const link = (icon: string, command: (typeof linked)[number], title: string): string =>
    `[$(${icon})](${commandUri(command, here)} "${title}")`;
  return [
    ...(view.formula
      ? [
          link('symbol-operator', 'elboLens.showDerivation', 'Show the derivation, step by step'),
          link('copy', 'elboLens.copyLatex', 'Copy the equation as LaTeX'),
        ]
      : []),
    ...(isLikelihood
      ? [link('graph-line', 'elboLens.showDensity', 'Density or probability? This family, drawn')]
      : []),
    link('markdown', 'elboLens.copyMarkdown', 'Copy all of this as Markdown'),
  ].join('&nbsp;');
}

const placeArgument = ({ uri }: TextDocument, from: number, to = from): CodeArgument => ({
  uri: uri.toString(),
  from,
  to,
});

const commandUri = (command: (typeof linked)[number], argument: CodeArgument): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;

const rich = (parts: Rich): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return escapeMarkdown(part);
      return 'strong' in part
        ? `**${escapeMarkdown(part.strong)}**`
        : `\`${part.code.replaceAll('`', "'")}\``;
    })
    .join('');
