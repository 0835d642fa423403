// Runs a primitive on whichever backend is active, as one kernel where we have one for it.

import { engine, getBackend, registerKernel } from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { primitives, type Primitive } from './primitive.ts';

type Unary = (x: TensorInfo, backend: unknown) => TensorInfo;

function onCpu({ compute }: Primitive): Unary {
  return (x, backend) => {
    const cpu = backend as MathBackendCPU;
    const values = cpu.data.get(x.dataId).values as Float32Array;
    return cpu.makeTensorInfo(x.shape, 'float32', values.map(compute));
  };
}

function onWasm({ compute }: Primitive): Unary {
  return (x, backend) => {
    const wasm = backend as BackendWasm;
    const out = wasm.makeOutput(x.shape, 'float32');
    // Views are taken after the allocation: it may move the heap.
    const from = wasm.typedArrayFromHeap(x);
    const to = wasm.typedArrayFromHeap(out);
    for (let i = 0; i < from.length; i++) to[i] = compute(from[i] as number);
    return out;
  };
}

function onWebgl({ glsl }: Primitive): Unary {
  return (x, backend) => {
    const program: GPGPUProgram = {
      variableNames: ['A'],
      outputShape: x.shape,
      userCode: `
        float f(float x) {
          if (isnan(x)) return x;
          ${glsl}
        }
        void main() { setOutput(f(getAAtOutCoords())); }`,
    };
    return (backend as MathBackendWebGL).compileAndRun(program, [x], 'float32');
  };
}

const engines = { cpu: onCpu, wasm: onWasm, webgl: onWebgl };

const kernelName = (primitive: Primitive) => `elbo/${primitive.name}`;

for (const [backendName, on] of Object.entries(engines)) {
  for (const primitive of primitives) {
    const run = on(primitive);
    registerKernel({
      kernelName: kernelName(primitive),
      backendName,
      kernelFunc: ({ inputs, backend }) => run(inputs['x'] as TensorInfo, backend),
    });
  }
}

/** The primitive of every element of x; float32 in and out. Not differentiable by itself. */
export function applyPrimitive(primitive: Primitive, x: Tensor): Tensor {
  if (!(getBackend() in engines)) return primitive.compose(x);
  return engine().runKernel<Tensor>(kernelName(primitive), { x });
}
