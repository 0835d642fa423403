// The one door to the analysis: a text in, a report out. Never throws; what goes wrong is a problem of that file.

import { resolve } from 'node:path';
import { type Analysis, analyze } from '../analysis/analyze.ts';
import { fileReport } from '../analysis/features/check.ts';
import type { Surroundings } from '../analysis/lowering/lower.ts';
import { readNotebook } from '../analysis/syntax/notebook.ts';
import type { Check } from '../lint/fixes/verify.ts';
import { lint } from '../lint/lint.ts';
import { findingReports } from '../lint/report.ts';
import type { FileKind } from './files/kinds.ts';
import { neighboursOf } from './files/neighbourFiles.ts';
import { settingsOf } from './files/projectSettings.ts';
import { maximumBytes, tooLarge } from './files/read.ts';
import { NotebookPlaces } from './notebookPlaces.ts';
import { slashed } from './files/walk.ts';
import { nameCells } from './notebookCells.ts';
import type { CheckedFile, FileReport } from './report.ts';

export interface Job {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  /** What a baseline knows is told too: to write a new one. */
  readonly isBare?: boolean;
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

/** The files a file imports from. */
function around(path: string): Surroundings {
  const absolute = slashed(resolve(path));
  return { path: absolute, neighbours: neighboursOf(absolute) };
}

function reportOf({ path, isBare = false }: Job, analysis: Analysis): FileReport {
  const own = settingsOf(path);
  const settings = isBare ? { settings: own.settings } : own;
  const check: Check = (other) => lint(other, settings);
  return { ...fileReport(path, analysis), findings: findingReports(analysis, check) };
}

function analyseText(job: Job): Answer {
  const { path, kind, text } = job;
  const analysis = analyze(
    text,
    kind === 'typescript' ? 'typescript' : 'python',
    undefined,
    around(path),
  );
  return { checked: { report: reportOf(job, analysis), text } };
}

function analyseNotebook(job: Job): Answer {
  const { path, text } = job;
  const notebook = readNotebook(text);
  if (notebook.problem !== undefined) return { problem: notebook.problem };
  const { length } = notebook.text;
  if (length > maximumBytes) return { problem: tooLarge(length, maximumBytes).problem };
  const report = reportOf(job, analyze(notebook.text, 'python', undefined, around(path)));
  const named = nameCells(report, notebook.cells);
  const places = new NotebookPlaces(text, notebook.text, notebook.cells);
  return { checked: { report: named, text: notebook.text, filed: places.inFile(named) } };
}
