// What every page that explains may ask for, whichever it is: copy, save, open another, a line in the log.

import { commands, env, Uri, window, workspace } from 'vscode';
import type { LogOutputChannel } from 'vscode';
import type { Handlers } from '../../protocol/channel.ts';
import type { ExplainKind, FromExplain, ToExplain } from '../../protocol/explain.ts';
import type { Paint } from '../api.ts';
import type { Emitter } from '../emitter.ts';

export type SharedHandlers = Pick<
  Handlers<FromExplain>,
  'painted' | 'copyWished' | 'saveWished' | 'commandWished' | 'logged'
>;

export const sharedHandlers = (
  kind: ExplainKind,
  log: LogOutputChannel,
  painted: Emitter<Paint>,
  send: (message: ToExplain) => void,
): SharedHandlers => ({
  painted: ({ sinceNavigationMs }) => {
    log.info(`[${kind}] first picture after ${Math.round(sinceNavigationMs)} ms`);
    painted.fire({ panel: kind, sinceNavigationMs });
  },
  copyWished: ({ text, what }) => {
    void env.clipboard
      .writeText(text)
      .then(() => window.setStatusBarMessage(`${what} copied`, 2000));
  },
  saveWished: ({ name, bytes }) => void save(name, bytes, send),
  // The shape check lets only a few commands through (`explain.ts`).
  commandWished: ({ command, argument }) => void commands.executeCommand(command, argument),
  logged: ({ level, message }) => log[level](`[${kind}] ${message}`),
});

/** Where the user says, beginning in the workspace. */
async function save(
  name: string,
  bytes: Uint8Array,
  send: (message: ToExplain) => void,
): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const extension = name.split('.').at(-1) ?? '';
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, name) }),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!target) {
    send({ type: 'savedAs', name: null });
    return;
  }
  try {
    await workspace.fs.writeFile(target, bytes);
    send({ type: 'savedAs', name: target.path.split('/').at(-1) ?? name });
  } catch (error) {
    send({ type: 'savedAs', name: null });
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`${name} could not be saved: ${reason} Choose another folder.`);
  }
}
