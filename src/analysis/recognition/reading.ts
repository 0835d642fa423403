// A unit's facts taken apart, before anything is known of the rest of the document.

import { type Code, unnamed } from '../lowering/code.ts';
import type { Fact, Unit } from '../lowering/unit.ts';
import type { Piece } from './piece.ts';
import { sampledDivergence } from './sampledDivergence.ts';
import { samplerTerm } from './samplers.ts';
import type { Splitter } from './split.ts';
import { type Structure, structureOf } from './structures.ts';
import type { Term } from './term.ts';

/** A statement's value taken apart. */
export interface Reading {
  readonly fact: Fact;
  readonly pieces: readonly Piece[];
  /** What its addends make together. */
  readonly structure: Structure | null;
}

export interface UnitReading {
  readonly unit: Unit;
  readonly readings: readonly Reading[];
  readonly samplers: readonly Term[];
  /** Functions, by where they begin, that hold a KL or another divergence. */
  readonly klFunctions: ReadonlySet<number>;
  /** A KL that is a term by itself stands here. */
  readonly hasKl: boolean;
  /** Kernels that share a total with a KL. */
  readonly besideKl: ReadonlySet<Code>;
  /** Helpers whose result shares a total with a KL. */
  readonly helpersBesideKl: ReadonlySet<string>;
}

export function readUnit(unit: Unit, splitter: Splitter): UnitReading {
  const readings = unit.facts.map((fact) => ({
    fact,
    pieces: splitter.split(fact.value),
    structure: structureOf(fact),
  }));
  const klFunctions = new Set<number>();
  const besideKl = new Set<Code>();
  const helpersBesideKl = new Set<string>();
  let hasKl = false;
  for (const { fact, pieces, structure } of readings) {
    if (structure !== null && structure.kind !== 'reparameterize')
      klFunctions.add(fact.functionSpan.from);
    if (!pieces.some(isKl) && sampledDivergence({ pieces, structure }) === null) continue;
    hasKl = true;
    klFunctions.add(fact.functionSpan.from);
    for (const piece of pieces) {
      besideKl.add(unnamed(piece.kernel));
      const innermost = piece.helpers.at(-1);
      if (innermost !== undefined) helpersBesideKl.add(innermost);
    }
  }
  const samplers = readings.flatMap(({ fact }) => samplerTerm(fact));
  return { unit, readings, samplers, klFunctions, hasKl, besideKl, helpersBesideKl };
}

function isKl({ sense }: Piece): boolean {
  return sense?.kind === 'kl' || sense?.kind === 'discrete_kl';
}
