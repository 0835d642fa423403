// Set Size: asks how many dimensions a datum or a latent has, where the code does not say; remembered for the file.

import { window } from 'vscode';
import type { Command } from '../services.ts';
import { findCode } from './codeArgument.ts';

const words: Readonly<Record<string, string>> = {
  D: 'D, the numbers in one datum (28 × 28 = 784 for a grey picture)',
  d: 'd, the dimensions of the latent z',
};

export const setSize: Command = async ({ code }, argument) => {
  const place = await findCode(argument);
  const symbol = symbolIn(argument);
  if (!place || symbol === null) return;
  const { uri } = place.document;
  const known = code.sizes.of(uri).get(symbol);
  const answer = await window.showInputBox({
    title: `Set ${symbol}`,
    prompt: `${words[symbol] ?? symbol}. Leave it empty to go by the code alone.`,
    value: known === undefined ? '' : String(known),
    placeHolder: '784, or 3*64*64',
    validateInput: (text) =>
      text.trim() === '' || sizeIn(text) !== null
        ? null
        : 'A whole number from 1 on, or a product of such: 784, 3*64*64.',
  });
  if (answer === undefined) return;
  await code.sizes.set(uri, symbol, sizeIn(answer));
};

function symbolIn(argument: unknown): string | null {
  if (typeof argument !== 'object' || argument === null) return null;
  const { symbol } = argument as { readonly symbol?: unknown };
  return typeof symbol === 'string' ? symbol : null;
}

/** `3 * 64 * 64` as well as `12288`; null for what is no size. */
function sizeIn(text: string): number | null {
  if (!/^\s*\d+(?:\s*[*×x]\s*\d+)*\s*$/u.test(text)) return null;
  const value = text.split(/[*×x]/u).reduce((product, factor) => product * Number(factor), 1);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
