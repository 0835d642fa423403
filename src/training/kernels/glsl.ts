// The reading of 32-bit algorithms as GLSL: every operation is one statement with a name of its own, so that
// nothing is computed twice.

import type { Arithmetic } from './arithmetic.ts';

class Writer implements Arithmetic<string> {
  #statements: string[] = [];
  #names = 0;

  get text(): string {
    return this.#statements.join('\n');
  }

  #define(expression: string): string {
    const name = `v${this.#names++}`;
    this.#statements.push(`float ${name} = ${expression};`);
    return name;
  }

  constant(value: number): string {
    return `(${value.toExponential(9)})`;
  }
  add(left: string, right: string): string {
    return this.#define(`${left} + ${right}`);
  }
  subtract(left: string, right: string): string {
    return this.#define(`${left} - ${right}`);
  }
  multiply(left: string, right: string): string {
    return this.#define(`${left} * ${right}`);
  }
  divide(numerator: string, denominator: string): string {
    return this.#define(`${numerator} / ${denominator}`);
  }
  exp(x: string): string {
    return this.#define(`exp(${x})`);
  }
  log(x: string): string {
    return this.#define(`log(${x})`);
  }
  sqrt(x: string): string {
    return this.#define(`sqrt(${x})`);
  }
  abs(x: string): string {
    return this.#define(`abs(${x})`);
  }
  floor(x: string): string {
    return this.#define(`floor(${x})`);
  }
  whereLess(x: string, y: string, yes: string, no: string): string {
    return this.#define(`${x} < ${y} ? ${yes} : ${no}`);
  }

  repeat(
    count: number,
    state: readonly string[],
    body: (round: string, state: readonly string[]) => readonly string[],
  ): readonly string[] {
    const variables = state.map((value) => this.#define(value));
    const outside = this.#statements;
    this.#statements = [];
    const index = `i${this.#names++}`;
    const next = body(`float(${index})`, variables);
    const inside = [
      ...this.#statements,
      ...variables.map((variable, place) => `${variable} = ${next[place] ?? variable};`),
    ];
    this.#statements = [
      ...outside,
      `for (int ${index} = 1; ${index} <= ${count}; ${index}++) {`,
      ...inside,
      '}',
    ];
    return variables;
  }
}

/** The body of a GLSL function: the statements an algorithm makes, and what they end in. */
export function glslBody(write: (on: Arithmetic<string>) => string): string {
  const writer = new Writer();
  const result = write(writer);
  return `${writer.text}\nreturn ${result};`;
}
