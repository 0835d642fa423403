// What a project says of rules for a file: `elbo-lens.toml` or `pyproject.toml` in its folder and those above, then the
// editor's own settings, which have the last word.

import { EventEmitter, Uri, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { LintOptions } from '../../lint/lint.ts';
import type { Baseline } from '../../lint/settings/baseline.ts';
import type { PlacedSettings, Settings } from '../../lint/settings/settings.ts';
import { setting } from '../contributions/settings.ts';
import type { LossReading } from '../providers/lossReading.ts';

interface Folder {
  readonly settings: Settings | null;
  readonly baseline: Baseline | null;
}

export class ProjectSettings implements Disposable {
  readonly #folders = new Map<string, Promise<Folder>>();
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];

  readonly onDidChange = this.#changed.event;
  /** Changes whenever a setting may have. */
  version = 0;

  constructor() {
    const watcher = workspace.createFileSystemWatcher(
      '**/{elbo-lens.toml,pyproject.toml,*baseline*.json}',
    );
    this.#subscriptions = [
      watcher,
      watcher.onDidChange(() => this.#forget()),
      watcher.onDidCreate(() => this.#forget()),
      watcher.onDidDelete(() => this.#forget()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('elboLens.rules')) this.#forget();
      }),
      this.#changed,
    ];
  }

  async of(uri: Uri, reading: LossReading): Promise<LintOptions> {
    const found: PlacedSettings[] = [];
    let baseline: { readonly known: Baseline; readonly path: string } | null = null;
    for (const folder of foldersAbove(uri)) {
      const key = folder.toString();
      const known = this.#folders.get(key) ?? readFolder(folder, reading);
      this.#folders.set(key, known);
      const { settings, baseline: own } = await known;
      const path = uri.path.slice(folder.path.replace(/\/$/u, '').length + 1);
      if (settings) found.push({ settings, path });
      if (own) baseline = { known: own, path };
    }
    const rules = setting(workspace.getConfiguration('elboLens', uri), 'rules');
    const levels = reading.levelsOf(rules, 'elboLens.rules', []);
    const editor: PlacedSettings = {
      settings: { scopes: [{ path: '', levels }], baseline: null },
      path: '',
    };
    return {
      settings: [...found, editor],
      ...(baseline ? { baseline: baseline.known, path: baseline.path } : {}),
    };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #forget(): void {
    this.#folders.clear();
    this.version += 1;
    this.#changed.fire();
  }
}

/** From the workspace folder down to that of the file. */
function foldersAbove(uri: Uri): readonly Uri[] {
  const root = workspace.getWorkspaceFolder(uri)?.uri;
  if (!root) return uri.scheme === 'untitled' ? [] : [Uri.joinPath(uri, '..')];
  const found: Uri[] = [];
  for (
    let folder = Uri.joinPath(uri, '..');
    folder.path.startsWith(root.path);
    folder = Uri.joinPath(folder, '..')
  ) {
    found.unshift(folder);
    if (folder.path === root.path || folder.path === '/') break;
  }
  return found;
}

async function readFolder(folder: Uri, reading: LossReading): Promise<Folder> {
  for (const name of reading.settingsFiles) {
    const text = await textAt(Uri.joinPath(folder, name));
    if (text === null) continue;
    const { settings } = reading.readSettings(text, name);
    if (!settings) continue;
    const known =
      settings.baseline === null ? null : await textAt(Uri.joinPath(folder, settings.baseline));
    return { settings, baseline: known === null ? null : reading.readBaseline(known) };
  }
  return { settings: null, baseline: null };
}

async function textAt(uri: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
