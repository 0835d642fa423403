// One step of Adam as one kernel: tfjs' ops would take thirteen per variable, each with its own pass over the
// weights, and on a GPU with its own draw call.

import { engine, getBackend, registerKernel } from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';

export const beta1 = 0.9;
export const beta2 = 0.999;
export const epsilon = 1e-8;

/** What depends on the step alone, made in float64. */
export interface AdamScales {
  /** lr / (1 - beta1^t). */
  readonly rate: number;
  /** 1 / sqrt(1 - beta2^t). */
  readonly rootScale: number;
}

/** Names of the inputs; the outputs are the next value, mean and mean square, in this order. */
export interface AdamTensors<T> {
  readonly value: T;
  readonly gradient: T;
  readonly mean: T;
  readonly meanSquare: T;
}

type Kernel = (inputs: AdamTensors<TensorInfo>, scales: AdamScales, on: unknown) => TensorInfo[];

/** mean and meanSquare hold the old averages and get the new ones; value likewise. */
function update(
  value: Float32Array,
  mean: Float32Array,
  meanSquare: Float32Array,
  gradient: Float32Array,
  { rate, rootScale }: AdamScales,
): void {
  for (let i = 0; i < value.length; i++) {
    const g = gradient[i] as number;
    mean[i] = beta1 * (mean[i] as number) + (1 - beta1) * g;
    meanSquare[i] = beta2 * (meanSquare[i] as number) + (1 - beta2) * g * g;
    // Read back as 32-bit floats: a square that overflows must hold the weight still, as on every engine.
    const root = Math.sqrt(meanSquare[i] as number) * rootScale + epsilon;
    value[i] = (value[i] as number) - (rate * (mean[i] as number)) / root;
  }
}

const onCpu: Kernel = ({ value, gradient, mean, meanSquare }, scales, on) => {
  const cpu = on as MathBackendCPU;
  const read = ({ dataId }: TensorInfo) => cpu.data.get(dataId).values as Float32Array;
  const next = [value, mean, meanSquare].map((tensor) => read(tensor).slice());
  const [w, m, v] = next as [Float32Array, Float32Array, Float32Array];
  update(w, m, v, read(gradient), scales);
  return next.map((values) => cpu.makeTensorInfo(value.shape, 'float32', values));
};

const onWasm: Kernel = ({ value, gradient, mean, meanSquare }, scales, on) => {
  const wasm = on as BackendWasm;
  const next = [value, mean, meanSquare].map(({ shape }) => wasm.makeOutput(shape, 'float32'));
  // Views are taken after the allocations: they may move the heap.
  const view = (tensor: TensorInfo) => wasm.typedArrayFromHeap(tensor) as Float32Array;
  const views = next.map(view) as [Float32Array, Float32Array, Float32Array];
  for (const [index, old] of [value, mean, meanSquare].entries()) views[index]?.set(view(old));
  update(...views, view(gradient), scales);
  return next;
};

/** Packed, as matrix products are: otherwise each use of a weight would cost another draw. */
function program(
  names: readonly string[],
  shape: number[],
  formula: string,
  uniforms: readonly string[] = [],
): GPGPUProgram {
  return {
    variableNames: [...names],
    outputShape: shape,
    packedInputs: true,
    packedOutput: true,
    customUniforms: uniforms.map((name) => ({ name, type: 'float' as const })),
    userCode: `
      void main() {
        ${names.map((name) => `vec4 ${name.toLowerCase()} = get${name}AtOutCoords();`).join('\n')}
        setOutput(${formula});
      }`,
  };
}

const glsl = (value: number) => value.toExponential(9);

const onWebgl: Kernel = ({ value, gradient, mean, meanSquare }, { rate, rootScale }, on) => {
  const webgl = on as MathBackendWebGL;
  const { shape } = value;
  const blend = (decay: number, fresh: string) =>
    program(['A', 'G'], shape, `${glsl(decay)} * a + ${glsl(1 - decay)} * ${fresh}`);
  const m = webgl.compileAndRun(blend(beta1, 'g'), [mean, gradient], 'float32');
  const v = webgl.compileAndRun(blend(beta2, 'g * g'), [meanSquare, gradient], 'float32');
  const formula = `w - rate * m / (sqrt(v) * rootScale + ${glsl(epsilon)})`;
  const change = program(['W', 'M', 'V'], shape, formula, ['rate', 'rootScale']);
  const w = webgl.compileAndRun(change, [value, m, v], 'float32', [[rate], [rootScale]]);
  return [w, m, v];
};

const engines: Readonly<Record<string, Kernel>> = { cpu: onCpu, wasm: onWasm, webgl: onWebgl };
const kernelName = 'elbo/adam';

for (const [backendName, kernel] of Object.entries(engines)) {
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      kernel(inputs as unknown as AdamTensors<TensorInfo>, attrs as unknown as AdamScales, backend),
  });
}

/** Next value, mean and mean square; `undefined` where there is no kernel for the active backend. */
export function adamKernel(
  inputs: AdamTensors<Tensor>,
  scales: AdamScales,
): readonly [Tensor, Tensor, Tensor] | undefined {
  if (!(getBackend() in engines)) return undefined;
  const outputs = engine().runKernel<Tensor[]>(kernelName, { ...inputs }, { ...scales });
  return outputs as [Tensor, Tensor, Tensor];
}
