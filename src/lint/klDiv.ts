// Calls of PyTorch's kl_div, whose first argument is a logarithm and whose second is not: the rules about it look at both
// sides and at how the call reduces.

import { type Code, unnamed } from '../analysis/lowering/code.ts';
import { labelOf } from '../analysis/lowering/machine.ts';
import type { LibraryCall } from '../analysis/lowering/unit.ts';
import type { Expression, Span } from '../analysis/syntax/ast.ts';
import { codeGiven, isTorch, textGiven, truthGiven } from './calls.ts';
import type { Context } from './context.ts';
import { functionAt } from './functions.ts';
import { argumentNamed, type Call, expressionAt } from './syntax.ts';

export interface KlDiv {
  readonly symbol: string;
  readonly span: Span;
  readonly input: Code;
  readonly target: Code;
  readonly isTargetLog: boolean;
  readonly reduction: string;
  /** The reduction is stated rather than the default. */
  readonly call: Call | null;
}

export function* klDivsOf(context: Context): Generator<KlDiv> {
  for (const call of context.calls()) {
    const [input, target] = [codeGiven(call, 'input'), codeGiven(call, 'target')];
    if (call.name !== 'kl_div' || !isTorch(call) || !input || !target) continue;
    const span = context.offsets(call.span);
    if (isDistillation(context, span)) continue;
    const expression = expressionAt(context.program(), span);
    yield {
      symbol: call.symbol,
      span,
      input,
      target,
      isTargetLog: truthGiven(call, 'log_target') === true,
      reduction: reductionOf(call),
      call: expression?.kind === 'call' ? expression : null,
    };
  }
}

/** A student learns from a teacher: no term of an ELBO. */
function isDistillation(context: Context, span: Span): boolean {
  const around = functionAt(context.program(), span);
  const text = around ? context.text.slice(around.from, around.to) : context.text;
  return /teacher|student|distil|temperature/iu.test(text);
}

function reductionOf(call: LibraryCall): string {
  const named = textGiven(call, 'reduction');
  if (named !== undefined) return named;
  if (call.given.has('reduction')) return 'unknown';
  if (truthGiven(call, 'reduce') === false) return 'none';
  return truthGiven(call, 'size_average') === false ? 'sum' : 'mean';
}

/** The expressions of both sides, where they are written in the call. */
export function sidesOf({ call }: KlDiv): readonly [Expression, Expression] | null {
  if (!call) return null;
  const [input, target] = [argumentNamed(call, 'input', 0), argumentNamed(call, 'target', 1)];
  return input && target ? [input.value, target.value] : null;
}

/** Probabilities by the function that made them, logarithms of some, or nobody knows. */
export function spaceOf(node: Code): 'probability' | 'logarithm' | null {
  const value = unnamed(node);
  if (value.kind === 'apply')
    return value.fn === 'log' || value.fn === 'logSigmoid'
      ? 'logarithm'
      : ['exp', 'sigmoid'].includes(value.fn)
        ? 'probability'
        : null;
  if (value.kind !== 'symbol' || value.symbol.callee === null) return null;
  const callee = value.symbol.callee.slice(value.symbol.callee.lastIndexOf('.') + 1);
  if (/^log_?softmax$/iu.test(callee)) return 'logarithm';
  return /^softmax$/iu.test(callee) ? 'probability' : null;
}

/** A head of an encoder by its name: no distribution over classes. */
export const isGaussianHead = (node: Code): boolean =>
  /(?:^|[._])(?:z_?)?(?:mu|mean|log_?var|log_?sigma|z_?mean|z_?log_?var)$/iu.test(labelOf(node));
