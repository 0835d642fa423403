// The whole pipeline: text to terms and losses. Never throws on any text.

import { lower } from './lowering/lower.ts';
import { recognise, type Recognition } from './recognition/recognise.ts';
import { parsePython } from './syntax/python.ts';
import type { Program } from './syntax/ast.ts';

export interface Analysis extends Recognition {
  readonly program: Program;
}

export function analyzePython(text: string): Analysis {
  const program = parsePython(text);
  return { program, ...recognise(lower(program)) };
}
