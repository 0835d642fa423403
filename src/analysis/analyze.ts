// The whole pipeline: text to terms and losses. Never throws on any text.

import { lower } from './lowering/lower.ts';
import { recognise, type Recognition } from './recognition/recognise.ts';
import type { Language, Program } from './syntax/ast.ts';
import { parsePython } from './syntax/python.ts';
import { parseTypeScript } from './syntax/typescript.ts';

export interface Analysis extends Recognition {
  readonly program: Program;
}

export function analyze(text: string, language: Language): Analysis {
  const program = language === 'python' ? parsePython(text) : parseTypeScript(text);
  return { program, ...recognise(lower(program)) };
}

export function analyzePython(text: string): Analysis {
  return analyze(text, 'python');
}
