// Pieces of program text with how tightly they bind, and what they are made with.

import type { Doc, Group } from './layout.ts';

/** How tightly an expression binds: `sum` also for what begins with a minus, `atom` for names, numbers, calls. */
export type Binding = 'sum' | 'product' | 'power' | 'atom';

export interface Code {
  readonly doc: Doc;
  readonly binding: Binding;
  /** Of a sum between operators, which another sum may take over. */
  readonly addends?: readonly Signed[];
}

/** An addend or a factor without its sign. */
export interface Signed {
  readonly isNegative: boolean;
  readonly code: Code;
}

const order: readonly Binding[] = ['sum', 'product', 'power', 'atom'];

export const atom = (doc: Doc): Code => ({ doc, binding: 'atom' });

const isGroup = (doc: Doc): doc is Group => typeof doc === 'object' && 'items' in doc;

const brackets = (doc: Doc): Group =>
  isGroup(doc) && doc.bracketWhenOpened
    ? { ...doc, open: '(', close: ')', bracketWhenOpened: false }
    : { open: '(', items: [doc], separator: ' ', close: ')', bracketWhenOpened: false };

/** In brackets unless it binds at least as tightly as `least`. */
export const bound = ({ doc, binding }: Code, least: Binding): Doc =>
  order.indexOf(binding) >= order.indexOf(least) ? doc : brackets(doc);

/** f(a, b); a keyword argument is text with its name. */
export function call(name: string, ...args: readonly Doc[]): Code {
  const [only] = args;
  // The brackets of the call serve a sum that stands alone in it.
  const isSum = args.length === 1 && only !== undefined && isGroup(only) && only.bracketWhenOpened;
  return atom({
    open: `${name}(`,
    items: isSum ? only.items : args,
    separator: isSum ? ' ' : ', ',
    close: ')',
    bracketWhenOpened: false,
  });
}

/** a + (b - c) is a + b - c; what is taken away stays together, for its parts may cancel. */
const opened = ({ isNegative, code }: Signed): readonly Signed[] =>
  isNegative || code.addends === undefined ? [{ isNegative, code }] : code.addends;

/** Operators between operands, as Python has them and JavaScript has them for numbers. */
export const infix = {
  sum(nested: readonly Signed[]): Code {
    const addends = nested.flatMap(opened);
    const items = addends.map(({ isNegative, code }, index): Doc => {
      const term = bound(code, 'product');
      if (index === 0) return isNegative ? ['-', term] : term;
      return [isNegative ? '- ' : '+ ', term];
    });
    const [only = ''] = items;
    const doc =
      items.length === 1
        ? only
        : { open: '', items, separator: ' ' as const, close: '', bracketWhenOpened: true };
    return { doc, binding: 'sum', addends };
  },
  product(factors: readonly Code[]): Code {
    const [first, ...others] = factors;
    if (first === undefined) return atom('1');
    if (others.length === 0) return first;
    const rest = others.flatMap((factor): Doc[] => [' * ', bound(factor, 'power')]);
    return { doc: [bound(first, 'product'), ...rest], binding: 'product' };
  },
  quotient: (numerator: Code, denominator: Code): Code => ({
    doc: [bound(numerator, 'product'), ' / ', bound(denominator, 'power')],
    binding: 'product',
  }),
  power: (base: Code, exponent: Code): Code => ({
    doc: [bound(base, 'atom'), ' ** ', bound(exponent, 'atom')],
    binding: 'power',
  }),
};

export type Operators = typeof infix;
