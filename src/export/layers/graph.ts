// Layers of tf.layers and how they are joined, in the form that model.json has: built up one after another, each
// with its weights.

export interface LayerWeight {
  /** As tf.layers calls it: "kernel", "bias". */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface PlacedLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the layers it reads. */
  readonly inputs: readonly string[];
  readonly weights: readonly LayerWeight[];
}

export class LayerGraph {
  readonly #name: string;
  readonly #layers: PlacedLayer[] = [];
  readonly #outputs: string[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** The one input, a batch of `shape`; its name is what other layers are put on. */
  input(name: string, shape: readonly number[]): string {
    const config = { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false };
    return this.#place({ className: 'InputLayer', name, config, inputs: [], weights: [] });
  }

  /** Puts a layer on another; gives its name. */
  add(
    input: string,
    className: string,
    name: string,
    config: Readonly<Record<string, unknown>> = {},
    weights: readonly LayerWeight[] = [],
  ): string {
    return this.#place({ className, name, config, inputs: [input], weights });
  }

  /** What this layer gives is one of the model's outputs, in this order. */
  output(name: string): void {
    this.#outputs.push(name);
  }

  get outputs(): readonly string[] {
    return this.#outputs;
  }

  get topology(): object {
    const [first] = this.#layers;
    return {
      class_name: 'Functional',
      keras_version: '2.15.0',
      backend: 'tensor_flow.js',
      config: {
        name: this.#name,
        layers: this.#layers.map(({ className, name, config, inputs }) => ({
          class_name: className,
          name,
          config: { name, trainable: true, ...config },
          inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
        })),
        input_layers: first === undefined ? [] : [[first.name, 0, 0]],
        output_layers: this.#outputs.map((name) => [name, 0, 0]),
      },
    };
  }

  /** Every weight under its full name. */
  get weights(): readonly LayerWeight[] {
    return this.#layers.flatMap(({ name, weights }) =>
      weights.map((weight) => ({ ...weight, name: `${name}/${weight.name}` })),
    );
  }

  #place(layer: PlacedLayer): string {
    this.#layers.push(layer);
    return layer.name;
  }
}
