// What a cross-field check is: a question several keys answer together, about a config whose keys are each fine.

import type { Experiment } from '../experiment.ts';
import { spanAtPath } from '../find.ts';
import { changeTo } from '../place.ts';
import type { Problem, Replacement, Severity } from '../problem.ts';
import type { ConfigNode } from '../syntax.ts';

export interface CheckInput {
  readonly experiment: Experiment;
  readonly root: ConfigNode;
  readonly text: string;
}

export type Check = (input: CheckInput) => readonly Problem[];

interface Finding {
  readonly severity: Severity;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  /** A word to put in place of the value at `path`, offered if that key is written. */
  readonly changeTo?: string;
}

/** A problem at the value of `path`, or at the nearest section that is written. */
export function problemAt({ root, text }: CheckInput, finding: Finding): Problem {
  const { severity, code, path, message } = finding;
  const { start, end } = spanAtPath(root, path);
  const replacement = replacementFor(finding, { root, text });
  return {
    start,
    end,
    severity,
    code,
    path,
    message,
    ...(replacement && { replacement }),
  };
}

function replacementFor(
  { path, changeTo: word }: Finding,
  { root, text }: Pick<CheckInput, 'root' | 'text'>,
): Replacement | undefined {
  if (word === undefined || !isWritten(root, path)) return undefined;
  return changeTo(word, spanAtPath(root, path), text);
}

/** Whether the file itself has the key, rather than a default. */
export function isWritten(root: ConfigNode, path: string): boolean {
  let node: ConfigNode | undefined = root;
  for (const key of path.split('.')) {
    if (node?.kind !== 'map') return false;
    node = node.entries.find((entry) => entry.key === key)?.value;
  }
  return node !== undefined;
}
