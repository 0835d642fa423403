// The one door to the analysis: a text in, a report out. Never throws; what goes wrong is a problem of that file.

import { type Analysis, analyzePython } from '../analysis/analyze.ts';
import { fileReport } from '../analysis/features/check.ts';
import { readNotebook } from '../analysis/syntax/notebook.ts';
import type { FileKind } from './files/kinds.ts';
import { maximumBytes, tooLarge } from './files/read.ts';
import { nameCells } from './notebookCells.ts';
import type { CheckedFile, FileReport } from './report.ts';

export interface Job {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
}

export interface Answer {
  readonly checked?: CheckedFile;
  readonly problem?: string;
}

export function analyse(job: Job): Answer {
  try {
    return job.kind === 'notebook' ? analyseNotebook(job) : analyseText(job);
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { problem: `The analysis failed (${what}). Please report it together with the file.` };
  }
}

function analyseText({ path, kind, text }: Job): Answer {
  const analysis = analysisOf(text, kind === 'typescript' ? 'typescript' : 'python');
  if (!analysis) return { problem: 'TypeScript and JavaScript cannot be analysed yet.' };
  return { checked: { report: fileReport(path, analysis), text } };
}

function analyseNotebook({ path, text }: Job): Answer {
  const notebook = readNotebook(text);
  if (notebook.problem !== undefined) return { problem: notebook.problem };
  if (notebook.text.length > maximumBytes) {
    const { problem } = tooLarge(notebook.text.length, maximumBytes);
    return problem === undefined ? {} : { problem };
  }
  const analysis = analysisOf(notebook.text, 'python');
  if (!analysis) return {};
  const report: FileReport = fileReport(path, analysis);
  return { checked: { report: nameCells(report, notebook.cells), text: notebook.text } };
}

function analysisOf(text: string, language: 'python' | 'typescript'): Analysis | undefined {
  return language === 'python' ? analyzePython(text) : undefined;
}
