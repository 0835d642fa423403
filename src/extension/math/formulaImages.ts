// Formulas as pictures for hovers, in the colour of the theme. Fixed formulas were drawn when the extension was built;
// the others are drawn by the lazily read MathJax chunk, and kept.

import { ColorThemeKind, window } from 'vscode';
import type { LogOutputChannel, Uri } from 'vscode';
import { loadChunk, readShipped } from '../chunk.ts';
import { type Drawing, toDataUri } from './svg.ts';

export interface FormulaImage extends Omit<Drawing, 'svg'> {
  readonly uri: string;
}

/** What `mathjaxChunk.ts` exports. */
interface MathChunk {
  draw(tex: string): Drawing | null;
}

/** Drawings by their LaTeX, as the build writes them; null for what has to stay text. */
type Drawings = Readonly<Record<string, Drawing | null>>;

/** The editor cuts a Markdown string at 100 000 characters; a picture must stay well below. */
const longestUri = 90_000;
const kept = 200;

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
  readonly #cache = new Map<string, Drawing | null>();
  #fixed: Promise<Drawings> | undefined;
  #chunk: Promise<MathChunk | null> | undefined;

  constructor(extensionUri: Uri, log: Pick<LogOutputChannel, 'warn'>) {
    this.#extensionUri = extensionUri;
    this.#log = log;
  }

  /** Reads the chunk ahead of the first hover. */
  warm(): void {
    this.#fixed ??= this.#readFixed();
    this.#chunk ??= this.#load();
  }

  /** The picture of a formula in the current theme; null where it can only be shown as text. */
  async image(latex: string): Promise<FormulaImage | null> {
    const drawing = await this.#drawing(latex);
    if (!drawing) return null;
    const uri = toDataUri(drawing, colors[window.activeColorTheme.kind]);
    return uri.length < longestUri ? { uri, width: drawing.width, height: drawing.height } : null;
  }

  async #drawing(latex: string): Promise<Drawing | null> {
    this.#fixed ??= this.#readFixed();
    const fixed = (await this.#fixed)[latex];
    if (fixed !== undefined) return fixed;
    const known = this.#cache.get(latex);
    // Last in the map is last used.
    if (known !== undefined) this.#cache.delete(latex);
    const drawing = known === undefined ? await this.#draw(latex) : known;
    this.#cache.set(latex, drawing);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > kept && oldest !== undefined) this.#cache.delete(oldest);
    return drawing;
  }

  async #draw(latex: string): Promise<Drawing | null> {
    this.#chunk ??= this.#load();
    const chunk = await this.#chunk;
    try {
      return chunk?.draw(latex) ?? null;
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

  async #readFixed(): Promise<Drawings> {
    try {
      return JSON.parse(await readShipped(this.#extensionUri, 'formulas.json')) as Drawings;
    } catch (error) {
      this.#log.warn(`Every formula is drawn anew: ${String(error)}`);
      return {};
    }
  }
}
