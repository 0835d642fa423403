// Where values come from: a parameter stands for whatever the program calls its function with.

import type { Code } from '../analysis/lowering/code.ts';
import { bindingKey } from '../analysis/lowering/given.ts';
import type { Binding, Unit } from '../analysis/lowering/unit.ts';

const maximumDepth = 6;

export class DataFlow {
  readonly #bindings = new Map<string, readonly Binding[]>();

  constructor(units: readonly Unit[]) {
    for (const { bindings } of units)
      for (const [key, list] of bindings)
        this.#bindings.set(key, [...(this.#bindings.get(key) ?? []), ...list]);
  }

  /**
   * What a value stands for: itself, under its names, or what its parameter is given, as far as the program shows. `from`:
   * the address where the function that holds it begins.
   */
  *origins(value: Code, from: number, depth = 0): Generator<Code> {
    yield value;
    if (depth > maximumDepth) return;
    if (value.kind === 'named') yield* this.origins(value.value, from, depth + 1);
    else if (value.kind === 'symbol' && value.symbol.origin === 'parameter')
      for (const { value: given, caller } of this.#bindings.get(
        bindingKey(from, value.symbol.name),
      ) ?? [])
        if (given !== value || caller !== from) yield* this.origins(given, caller, depth + 1);
  }
}
