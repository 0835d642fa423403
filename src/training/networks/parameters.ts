// The trained variables of a model, in creation order, each with a name and its own seeded stream:
// adding a layer does not change how the others start.

import { tensor, tidy, variable, type Variable } from '@tensorflow/tfjs-core';
import type { Experiment } from '../../config/experiment.ts';
import type { Random } from '../../elbo/random.ts';

export type Initialisation = Experiment['model']['initialisation'];

export interface ParameterShape {
  readonly shape: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
}

export interface NamedVariable {
  readonly name: string;
  readonly variable: Variable;
}

export class Parameters {
  readonly #initialisation: Initialisation;
  readonly #random: Random;
  readonly #list: NamedVariable[] = [];

  constructor(initialisation: Initialisation, random: Random) {
    this.#initialisation = initialisation;
    this.#random = random;
  }

  /** A kernel, or a bias if its name ends in ".bias", initialised by rule; `shift` is added to it. */
  add(name: string, parameter: ParameterShape, shift = 0): Variable {
    const values = this.#initial(name, parameter);
    return this.addValues(
      name,
      parameter.shape,
      shift === 0 ? values : values.map((v) => v + shift),
    );
  }

  addValues(name: string, shape: readonly number[], values: Float32Array): Variable {
    const created = tidy(() => variable(tensor(values, [...shape], 'float32')));
    this.#list.push({ name, variable: created });
    return created;
  }

  #initial(name: string, { shape, fanIn, fanOut }: ParameterShape): Float32Array {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    const random = this.#random.fork(name);
    const isBias = name.endsWith('.bias');
    switch (this.#initialisation) {
      case 'pytorch': {
        const bound = 1 / Math.sqrt(fanIn);
        return random.fillUniform(values).map((u) => (2 * u - 1) * bound);
      }
      case 'glorot': {
        const bound = isBias ? 0 : Math.sqrt(6 / (fanIn + fanOut));
        return random.fillUniform(values).map((u) => (2 * u - 1) * bound);
      }
      case 'he': {
        const deviation = isBias ? 0 : Math.sqrt(2 / fanIn);
        return random.fillNormal(values).map((n) => n * deviation);
      }
    }
  }

  list(): readonly NamedVariable[] {
    return this.#list;
  }

  count(): number {
    return this.#list.reduce((total, { variable }) => total + variable.size, 0);
  }
}
