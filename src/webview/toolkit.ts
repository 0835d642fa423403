// The only importer of @vscode/webview-ui-toolkit: our tag prefix, the parts we use, nothing else. The toolkit is
// no longer maintained, so this is the file to change on the day it breaks.
// It reads the nonce for its one style element from meta[property=csp-nonce], which the host writes.

import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDataGrid,
  vsCodeDataGridCell,
  vsCodeDataGridRow,
  vsCodeTextField,
  type DataGrid,
} from '@vscode/webview-ui-toolkit';

/** Defines elbo-button, elbo-data-grid and elbo-text-field. */
export function defineControls(): void {
  provideVSCodeDesignSystem()
    .withPrefix('elbo')
    .register(
      vsCodeButton(),
      vsCodeDataGrid(),
      vsCodeDataGridCell(),
      vsCodeDataGridRow(),
      vsCodeTextField(),
    );
}

/** Fills an elbo-data-grid; the same rows twice are left alone, so that a reader keeps its place. */
export function fillGrid(
  element: Element | undefined,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  if (element === undefined) return;
  const grid = element as DataGrid;
  const signature = JSON.stringify([columns, rows]);
  if (signatures.get(grid) === signature) return;
  signatures.set(grid, signature);
  // Each row is a grid of its own: columns as wide as their longest cell keep them in line. A title may be cut.
  grid.gridTemplateColumns = columns
    .map((title, i) => Math.max(title.length / 2, ...rows.map((cells) => cells[i]?.length ?? 0)))
    .map((length) => `minmax(${length}ch, 1fr)`)
    .join(' ');
  // The grid looks cells up by a key: here by the place of their column.
  grid.columnDefinitions = columns.map((title, i) => ({
    columnDataKey: `column${i}`,
    title,
    isRowHeader: i === 0,
  }));
  grid.rowsData = rows.map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [`column${i}`, cell])),
  );
}

const signatures = new WeakMap<DataGrid, string>();
