// Runs a primitive on whichever backend is active, as one kernel where we have one for it.

import { backend_util, engine, getBackend, registerKernel } from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { broadcastInto } from './broadcast.ts';
import { glslBody } from './glsl.ts';
import { composed, type Primitive } from './primitive.ts';
import { primitives } from './primitives/index.ts';

type Kernel = (args: readonly TensorInfo[], shape: number[], backend: unknown) => TensorInfo;

function onCpu({ compute }: Primitive): Kernel {
  return (args, shape, backend) => {
    const cpu = backend as MathBackendCPU;
    const arrays = args.map(({ dataId, shape }) => ({
      values: cpu.data.get(dataId).values as Float32Array,
      shape,
    }));
    const size = shape.reduce((product, side) => product * side, 1);
    const target = broadcastInto(new Float32Array(size), shape, arrays, compute);
    return cpu.makeTensorInfo(shape, 'float32', target);
  };
}

function onWasm({ compute }: Primitive): Kernel {
  return (args, shape, backend) => {
    const wasm = backend as BackendWasm;
    const out = wasm.makeOutput(shape, 'float32');
    // Views are taken after the allocation: it may move the heap.
    const view = (tensor: TensorInfo) => wasm.typedArrayFromHeap(tensor) as Float32Array;
    const arrays = args.map((tensor) => ({ values: view(tensor), shape: tensor.shape }));
    broadcastInto(view(out), shape, arrays, compute);
    return out;
  };
}

const names = ['a', 'b', 'c'];

function onWebgl({ arity, steps }: Primitive): Kernel {
  const parameters = names.slice(0, arity);
  const body = glslBody((on) => steps(on, ...parameters));
  const handOn = parameters.map((name) => `if (isnan(${name})) return ${name};`);
  const declared = parameters.map((name) => `float ${name}`);
  const sampled = parameters.map((name) => `get${name.toUpperCase()}AtOutCoords()`);
  return (args, shape, backend) => {
    const program: GPGPUProgram = {
      variableNames: parameters.map((name) => name.toUpperCase()),
      outputShape: shape,
      userCode: `
        float f(${declared.join(', ')}) {
          ${handOn.join('\n')}
          ${body}
        }
        void main() { setOutput(f(${sampled.join(', ')})); }`,
    };
    return (backend as MathBackendWebGL).compileAndRun(program, [...args], 'float32');
  };
}

const engines = { cpu: onCpu, wasm: onWasm, webgl: onWebgl };

const kernelName = (primitive: Primitive) => `elbo/${primitive.name}`;

function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  return shapes.reduce<number[]>(
    (shape, next) => backend_util.assertAndGetBroadcastShape(shape, [...next]),
    [],
  );
}

for (const [backendName, on] of Object.entries(engines)) {
  for (const primitive of primitives) {
    const run = on(primitive);
    registerKernel({
      kernelName: kernelName(primitive),
      backendName,
      kernelFunc: ({ inputs, backend }) => {
        const args = names.slice(0, primitive.arity).map((name) => inputs[name] as TensorInfo);
        return run(args, broadcastShape(args.map(({ shape }) => shape)), backend);
      },
    });
  }
}

/** The primitive of every element, broadcast as tfjs does; float32 in and out. Not differentiable by itself. */
export function applyPrimitive(primitive: Primitive, ...args: readonly Tensor[]): Tensor {
  if (!(getBackend() in engines)) return composed(primitive, args);
  const inputs = Object.fromEntries(args.map((tensor, index) => [names[index] ?? '', tensor]));
  return engine().runKernel<Tensor>(kernelName(primitive), inputs);
}
