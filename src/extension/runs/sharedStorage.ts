// One place for the runs of a folder, whichever of its windows trains them.

/**
 * A second window on a folder is given storage of its own: the editor adds "-1" to the folder's id. Runs kept there
 * would be gone from sight as soon as one window is closed, so all windows keep them in the first one's.
 */
export const sharedStoragePath = (path: string): string =>
  path.replace(/(?<=[^/])-\d+(?=\/[^/]+$)/u, '');
