// The few globals both extension hosts have (Node on the desktop, a web worker on vscode.dev) and that neither
// the ES library nor the editor's types declare. Anything not listed here does not exist for host code.

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean });
  decode(bytes?: Uint8Array): string;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

interface TimerHandle {
  readonly timer: unique symbol;
}

declare function setTimeout(callback: () => void, afterMs: number): TimerHandle;
declare function clearTimeout(timer: TimerHandle | undefined): void;

declare const performance: { now(): number };

declare function btoa(ascii: string): string;

declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
