// The tokens of one chunk, in arrays side by side: an object for each would take longer to make than to read.
// Brackets among them always balance, and each knows its partner.

import type { Mark } from './marks.ts';
import type { Keyword } from './words.ts';

export type Kind =
  | Keyword
  /** `update` is `+=` and all its kin. */
  | Mark
  | 'name'
  | 'number'
  | 'string'
  /** A character that means nothing here, or a closing bracket without a partner. */
  | 'stray'
  /** Without extent, where the token before it ends. */
  | 'newline'
  | 'indent'
  | 'dedent'
  | 'end';

export class Tokens {
  readonly kinds: Kind[] = [];
  /** Addresses. */
  readonly froms: number[] = [];
  readonly tos: number[] = [];
  /** Names, numbers, strings and updates as they are written; of other tokens nothing. */
  readonly words: string[] = [];
  /** For an opening bracket the token that closes it. */
  readonly partners: number[] = [];
  /** Opening brackets with a `for` directly inside: comprehensions. */
  readonly comprehensions = new Set<number>();
  count = 0;

  /** Forgets all tokens, but keeps their space for those of the next chunk. */
  clear(): void {
    this.count = 0;
    if (this.comprehensions.size > 0) this.comprehensions.clear();
  }

  push(kind: Kind, from: number, to: number, word = ''): void {
    const at = this.count;
    this.kinds[at] = kind;
    this.froms[at] = from;
    this.tos[at] = to;
    this.words[at] = word;
    this.partners[at] = 0;
    this.count = at + 1;
  }
}
