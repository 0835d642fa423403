// Show Derivation: from p(x|z) to the line at the cursor, beside the editor; without code, the derivations themselves.

import { window } from 'vscode';
import type { DerivationRequest } from '../../protocol/explain.ts';
import type { Command } from '../services.ts';
import { findCode, isCodeArgument } from './codeArgument.ts';

const isNamed = (argument: unknown): argument is { readonly derivation: string } =>
  typeof argument === 'object' &&
  argument !== null &&
  typeof (argument as { derivation?: unknown }).derivation === 'string';

/** A link may ask for another likelihood in the place of the code's. */
const familyOf = (argument: unknown): string | null => {
  const { family } = (argument ?? {}) as { readonly family?: unknown };
  return typeof family === 'string' ? family : null;
};

export const showDerivation: Command = async ({ code, derivationPanel }, argument) => {
  const general: DerivationRequest = {
    code: null,
    derivation: isNamed(argument) ? argument.derivation : null,
    family: null,
  };
  const place = isNamed(argument) ? undefined : await findCode(argument).catch(() => null);
  if (place === null && isCodeArgument(argument)) {
    // The panel says that it cannot be read.
    const { uri, from: at } = argument;
    await derivationPanel.show({ ...general, code: { uri, at } });
    return;
  }
  if (!place || !code.isCode(place.document)) {
    await derivationPanel.show(general);
    return;
  }
  const request: DerivationRequest = {
    code: { uri: place.document.uri.toString(), at: place.from },
    derivation: null,
    family: familyOf(argument),
  };
  // Opened beside the code it is about, wherever that was asked from.
  if (!window.visibleTextEditors.some(({ document }) => document === place.document)) {
    await window.showTextDocument(place.document);
  }
  await derivationPanel.show(request);
};
