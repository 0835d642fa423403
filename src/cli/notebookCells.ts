// A notebook is reported as one program, in lines of its joined code cells; its summaries say which cell that is.

import type { NotebookCell } from '../analysis/syntax/notebook.ts';
import type { FileReport } from './report.ts';

export function nameCells(report: FileReport, cells: readonly NotebookCell[]): FileReport {
  return {
    ...report,
    terms: report.terms.map((term) => ({
      ...term,
      summary: `${cellName(term.startLine, cells)}: ${term.summary}`,
    })),
    findings: report.findings.map((finding) => ({
      ...finding,
      message: `${cellName(finding.startLine, cells)}: ${finding.message}`,
    })),
  };
}

/** Cells are counted from 1, prose included, as the reader sees them. */
function cellName(line: number, cells: readonly NotebookCell[]): string {
  const cell = cells.find(({ startLine, endLine }) => startLine < line && line <= endLine);
  return cell ? `cell ${cell.index + 1}, line ${line - cell.startLine}` : `line ${line}`;
}
