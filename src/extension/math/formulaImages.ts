// Formulas as pictures for hovers: drawn by the lazily read MathJax chunk, kept by text, colour and size.

import { ColorThemeKind, window } from 'vscode';
import type { LogOutputChannel, Uri } from 'vscode';
import { loadChunk } from '../chunk.ts';
import { type Drawing, toDataUri, toDrawing } from './svg.ts';

export interface FormulaImage extends Omit<Drawing, 'svg'> {
  readonly uri: string;
}

interface MathChunk {
  texToSvg(tex: string): string;
}

/** The editor cuts a Markdown string at 100 000 characters; a picture must stay well below. */
const longestUri = 90_000;
const kept = 200;
/** 13 px text, formulas at 1.12 of it. */
const emPixels = 14.6;

/** Foreground of a hover per kind of theme; images know no CSS variables. */
const colors: Readonly<Record<ColorThemeKind, string>> = {
  [ColorThemeKind.Light]: '#3b3b3b',
  [ColorThemeKind.Dark]: '#cccccc',
  [ColorThemeKind.HighContrast]: '#ffffff',
  [ColorThemeKind.HighContrastLight]: '#292929',
};

export class FormulaImages {
  readonly #extensionUri: Uri;
  readonly #log: Pick<LogOutputChannel, 'warn'>;
  readonly #cache = new Map<string, FormulaImage | null>();
  #chunk: Promise<MathChunk | null> | undefined;

  constructor(extensionUri: Uri, log: Pick<LogOutputChannel, 'warn'>) {
    this.#extensionUri = extensionUri;
    this.#log = log;
  }

  /** Reads the chunk ahead of the first hover. */
  warm(): void {
    this.#chunk ??= this.#load();
  }

  /** The picture of a formula in the current theme; null where it can only be shown as text. */
  async image(latex: string): Promise<FormulaImage | null> {
    const color = colors[window.activeColorTheme.kind];
    const key = `${color} ${emPixels} ${latex}`;
    const known = this.#cache.get(key);
    if (known !== undefined) {
      // Last in the map is last used.
      this.#cache.delete(key);
      this.#cache.set(key, known);
      return known;
    }
    this.warm();
    const chunk = await this.#chunk;
    const image = chunk ? this.#draw(chunk, latex, color) : null;
    this.#cache.set(key, image);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > kept && oldest !== undefined) this.#cache.delete(oldest);
    return image;
  }

  #draw(chunk: MathChunk, latex: string, color: string): FormulaImage | null {
    try {
      const drawing = toDrawing(chunk.texToSvg(latex), color, emPixels);
      const uri = drawing && toDataUri(drawing.svg);
      return uri && uri.length < longestUri
        ? { uri, width: drawing.width, height: drawing.height }
        : null;
    } catch (error) {
      this.#log.warn(`A formula is shown as text: ${String(error)}. LaTeX: ${latex}`);
      return null;
    }
  }

  async #load(): Promise<MathChunk | null> {
    try {
      return await loadChunk<MathChunk>(this.#extensionUri, 'mathjax.cjs');
    } catch (error) {
      this.#log.warn(`Formulas are shown as text: MathJax could not be read. ${String(error)}`);
      return null;
    }
  }
}
