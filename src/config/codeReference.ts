// `vae.py#loss_function`: a file, by its path from the config, and a function in it.

/** What a reference looks like; `Outer.method` and a file without a function are fine. */
export const codeReferencePattern = String.raw`^[^#\s][^#]*\.(?:py|ipynb|ts|tsx|js|jsx|mts|mjs|cjs|cts)(?:#[^#\s]+)?$`;

export interface CodeReference {
  readonly path: string;
  /** The function whose loss is meant; null: the first loss of the file. */
  readonly symbol: string | null;
}

export function parseCodeReference(text: string): CodeReference | null {
  if (!new RegExp(codeReferencePattern, 'u').test(text)) return null;
  const [path = '', symbol = null] = text.split('#');
  return { path, symbol };
}

export const codeReference = ({ path, symbol }: CodeReference): string =>
  symbol === null ? path : `${path}#${symbol}`;
