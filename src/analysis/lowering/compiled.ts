// `model.compile(loss={...}, loss_weights=[...])`: Keras adds the losses of the outputs, weighed. One loss for one
// output states nothing new: the function it names is read where it stands.

import type { Code } from './code.ts';
import { code, type Machine } from './machine.ts';
import type { CallArguments, Scope, Value } from './values.ts';

export function recordCompiledLoss(m: Machine, args: CallArguments, scope: Scope): void {
  const losses = parts(args.keyword.get('loss'));
  if (losses.length < 2) return;
  const weights = args.keyword.get('loss_weights');
  const terms = losses.map(([key, loss], index) => {
    const value = lossOf(m, loss, scope, args);
    const weight = weightOf(m, weights, key, index);
    return value && m.table.multiply(weight, m.table.reduce('mean', 'all', value));
  });
  if (terms.every((term) => term !== undefined))
    m.record('loss', 'compiled_loss', code(m.table.add(...terms)), args.span);
}

function parts(value: Value | undefined): readonly (readonly [key: string, value: Value])[] {
  if (value?.kind === 'dictionary') return [...value.entries];
  return value?.kind === 'tuple'
    ? value.items.map((item, index) => [String(index), item] as const)
    : [];
}

function weightOf(m: Machine, weights: Value | undefined, key: string, index: number): Code {
  const given = parts(weights);
  const found = given.find(([name]) => name === key) ?? given[index];
  return (found && m.codeOf(found[1])) ?? m.table.one;
}

function lossOf(m: Machine, loss: Value, scope: Scope, args: CallArguments): Code | undefined {
  const symbols = ['y_true', 'y_pred'].map((name) => code(m.symbol(name, 'parameter')));
  const callArgs: CallArguments = {
    positional: symbols,
    keyword: new Map(),
    span: args.span,
  };
  const callee: Value =
    loss.kind === 'text' ? { kind: 'namespace', path: `keras.losses.${loss.text}` } : loss;
  // Chosen elsewhere: it compares an output with its target.
  if (callee.kind === 'code')
    return m.symbol('reconstruction_loss', 'call', { callee: 'loss', args: [callee.code] });
  return m.codeOf(m.call(callee, callArgs, scope));
}
