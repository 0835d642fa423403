// The whole pipeline: text to terms and losses. Never throws on any text. Given what was understood before an edit, it
// reads again only what the edit may have changed, and answers as if it had read everything.

import { type Understood, withLastGood } from './lastGood.ts';
import { lower, type Lowered, type Surroundings } from './lowering/lower.ts';
import { type Memory, recognise, type Recognition } from './recognition/recognise.ts';
import type { GivenSizes } from './recognition/sizes.ts';
import type { Language } from './syntax/ast.ts';
import { parsePython } from './syntax/python.ts';
import { parseTypeScript } from './syntax/typescript.ts';

export interface Analysis extends Understood {
  readonly state: State;
}

/** What the text was read as: for judgements on it, and for the next reading, which uses of it what it may. */
export interface State {
  readonly lowered: Lowered;
  readonly memory: Memory;
  /** What the text says by itself. */
  readonly recognition: Recognition;
}

const nothing: Understood['kept'] = new Set();
const none: GivenSizes = new Map();
/** What is known of a text apart from it. */
export interface Around extends Surroundings {
  /** Sizes that a person gave for it, by symbol: D, d. */
  readonly sizes?: GivenSizes;
}

const alone: Around = { path: '', neighbours: null };

export function analyze(
  text: string,
  language: Language,
  previous?: Analysis,
  around: Around = alone,
): Analysis {
  const before = previous?.program.language === language ? previous : undefined;
  const parse = language === 'python' ? parsePython : parseTypeScript;
  const program = parse(text, before?.program);
  const lowered = lower(program, around, before?.state.lowered);
  const { recognition, memory } = recognise(
    lowered,
    program,
    around.sizes ?? none,
    before?.state.memory,
  );
  const understood = { program, ...recognition, kept: nothing };
  return { ...withLastGood(understood, before), state: { lowered, memory, recognition } };
}
