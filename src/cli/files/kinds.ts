// Which files are read, by the end of their names, and which folders nobody wrote by hand.

export type FileKind = 'python' | 'notebook' | 'typescript';

const kinds: Readonly<Record<string, FileKind>> = {
  py: 'python',
  ipynb: 'notebook',
  ts: 'typescript',
  tsx: 'typescript',
  js: 'typescript',
  jsx: 'typescript',
  mjs: 'typescript',
};

export const extensions: readonly string[] = Object.keys(kinds).map((end) => `.${end}`);

export function kindOf(path: string): FileKind | undefined {
  const end = /\.(\w+)$/u.exec(path)?.[1]?.toLowerCase();
  return end !== undefined && Object.hasOwn(kinds, end) ? kinds[end] : undefined;
}

export const skippedFolders: readonly string[] = [
  'node_modules',
  'venv',
  '__pycache__',
  'site-packages',
  'dist',
  'build',
];

/** Hidden folders (.git, .venv, .ipynb_checkpoints) and those above. */
export function isSkipped(name: string): boolean {
  return name.startsWith('.') || skippedFolders.includes(name);
}
