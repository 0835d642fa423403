// Which files a config may name: those of the workspace always; others only in a workspace that somebody trusts and that
// is on a disk. What the manifest says of untrusted and virtual workspaces is this.

import { workspace } from 'vscode';
import type { Uri } from 'vscode';
import { Refusal } from './dataFiles.ts';

/** On these a path from the root leads somewhere. */
const disks: ReadonlySet<string> = new Set(['file', 'vscode-remote', 'vscode-local']);

/** Throws where the file lies out of reach; `isFromRoot` where the config says where it is without the workspace. */
export function assertWithinReach(uri: Uri, isFromRoot: boolean): void {
  if (workspace.getWorkspaceFolder(uri)) return;
  if (!workspace.isTrusted) {
    throw new Refusal(
      'It lies outside the workspace, and this workspace is not trusted: its configs read no other files.',
      'Put the file into the workspace, or trust it with the command "Workspaces: Manage Workspace Trust".',
    );
  }
  if (isFromRoot && !disks.has(uri.scheme)) {
    throw new Refusal(
      `Its path starts at the root of a disk, and this workspace is on none (${uri.scheme}).`,
      'Put the file into the workspace and write its path as seen from the config.',
    );
  }
}
