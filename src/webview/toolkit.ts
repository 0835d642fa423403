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

export interface GridColumn {
  readonly key: string;
  readonly title: string;
}

/** Fills an elbo-data-grid; the same rows twice are left alone, so that a reader keeps its place. */
export function fillGrid(
  element: Element | undefined,
  columns: readonly GridColumn[],
  rows: readonly Readonly<Record<string, string>>[],
): void {
  if (element === undefined) return;
  const grid = element as DataGrid;
  const signature = JSON.stringify([columns, rows]);
  if (signatures.get(grid) === signature) return;
  signatures.set(grid, signature);
  grid.columnDefinitions = columns.map(({ key, title }) => ({ columnDataKey: key, title }));
  grid.rowsData = rows.map((row) => ({ ...row }));
}

const signatures = new WeakMap<DataGrid, string>();
