// What may be shipped, and how large it may be.

export interface Budget {
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly maximumKiB: number;
}

export const packagePath = '.cache/elbo-lens.vsix';

export const budgets: readonly Budget[] = [
  { name: 'extension', path: 'dist/extension.cjs', maximumKiB: 700 },
  { name: 'in a browser', path: 'dist/extensionWeb.cjs', maximumKiB: 700 },
  // With every rule's words and checks, about 190 KiB of it.
  { name: 'analysis', path: 'dist/lossReading.cjs', maximumKiB: 820 },
  { name: 'MathJax', path: 'dist/mathjax.cjs', maximumKiB: 1700 },
  { name: 'fixed formulas', path: 'dist/formulas.json', maximumKiB: 400 },
  { name: 'trainer worker', path: 'dist/trainerWorker.js', maximumKiB: 1536 },
  { name: 'webview', path: 'dist/webview.js', maximumKiB: 600 },
  { name: 'explaining pages', path: 'dist/explain.js', maximumKiB: 760 },
  { name: 'package (VSIX)', path: packagePath, maximumKiB: 3072 },
];

/** Every file a package may hold; the first two entries are what the format itself adds. */
const shipped: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/dist\/[^/]+\.(cjs|js|json|css|ttf|wasm)$/,
  /^extension\/dist\/fonts\/KaTeX_[A-Za-z0-9-]+\.woff2$/,
  /^extension\/media\/(icon\.png|activity-bar\.svg)$/,
  /^extension\/media\/walkthrough\/[^/]+$/,
  /^extension\/docs\/rules\/[^/]+\.md$/,
  /^extension\/schemas\/[^/]+\.json$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/license(\.txt)?$/i,
  /^extension\/package\.json$/,
];

/** The files of a package that have no business in it. */
export function strayFiles(names: readonly string[]): readonly string[] {
  return names.filter((name) => !shipped.some((pattern) => pattern.test(name)));
}

/** Whether a script carries a source map, inside or beside it. */
export function hasSourceMap(text: string): boolean {
  return /[#@]\s*sourceMappingURL=/.test(text.slice(-200_000));
}
