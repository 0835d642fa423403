// What this machine offers to train on, found out by asking it. Deciding is `chooseEngine.ts`.

import { env } from '@tensorflow/tfjs-core';

/** A capability, or in words why there is none. */
export type Found<T> = T | { readonly missing: string };

export interface Machine {
  readonly webgl: Found<{ readonly renderer: string }>;
  readonly webgpu: Found<{ readonly renderer: string; readonly isFallback: boolean }>;
  readonly wasm: Found<{ readonly simd: true }>;
}

/** Where the WebAssembly binary comes from: the worker cannot load it itself. */
export type WasmBinary = { readonly bytes: ArrayBuffer } | { readonly missing: string };

export const isFound = <T extends object>(found: Found<T>): found is T => !('missing' in found);

export async function probeMachine(wasm: WasmBinary, asksForWebgpu: boolean): Promise<Machine> {
  return {
    webgl: probeWebgl(),
    // Asking for an adapter can take a third of a second; only a forced engine needs to know.
    webgpu: asksForWebgpu ? await probeWebgpu() : { missing: 'it was not asked for' },
    wasm: await probeWasm(wasm),
  };
}

function probeWebgl(): Machine['webgl'] {
  if (typeof OffscreenCanvas === 'undefined')
    return { missing: 'there is no OffscreenCanvas here' };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return { missing: 'no WebGL 2 context could be made' };
  if (gl.getExtension('EXT_color_buffer_float') === null) {
    return { missing: 'it cannot draw into 32-bit floats, and half floats are too coarse' };
  }
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { renderer: typeof renderer === 'string' ? renderer : 'unknown renderer' };
}

/** The little of WebGPU's interface that is asked here; TypeScript's own library does not have it yet. */
interface Gpu {
  requestAdapter(): Promise<{
    readonly isFallbackAdapter?: boolean;
    readonly info?: {
      readonly description?: string;
      readonly vendor?: string;
      readonly architecture?: string;
      readonly isFallbackAdapter?: boolean;
    };
  } | null>;
}

async function probeWebgpu(): Promise<Machine['webgpu']> {
  if (!(globalThis.isSecureContext ?? true)) {
    return { missing: 'this page is not a secure context (https or localhost)' };
  }
  const gpu = (globalThis.navigator as { readonly gpu?: Gpu } | undefined)?.gpu;
  if (gpu === undefined) return { missing: 'this browser has no WebGPU' };
  const adapter = await gpu.requestAdapter();
  if (adapter === null) return { missing: 'the browser offers no WebGPU adapter' };
  const { info } = adapter;
  const named = [info?.vendor, info?.architecture].filter(Boolean).join(' ');
  return {
    renderer: [info?.description, named].find(Boolean) ?? 'unnamed adapter',
    isFallback: info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false,
  };
}

async function probeWasm(wasm: WasmBinary): Promise<Machine['wasm']> {
  if ('missing' in wasm) return wasm;
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    return { missing: 'WebAssembly has no SIMD here' };
  }
  try {
    // A broken binary would leave tfjs waiting for ever.
    await WebAssembly.compile(wasm.bytes);
  } catch (error) {
    return { missing: `its binary could not be compiled (${String(error)})` };
  }
  return { simd: true };
}
