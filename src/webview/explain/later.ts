// A part of a page that stands below what is seen first: drawn once the page has been seen, so that it opens sooner.

import type { TemplateResult } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive } from 'lit/directive.js';
import { firstPaint } from '../firstPaint.ts';

class Later extends AsyncDirective {
  #make: (() => TemplateResult) | undefined;
  #isTime = false;

  render(make: () => TemplateResult): unknown {
    const isFirst = this.#make === undefined;
    this.#make = make;
    if (this.#isTime) return make();
    if (isFirst) void firstPaint.then(this.#draw);
    return undefined;
  }

  readonly #draw = (): void => {
    this.#isTime = true;
    if (this.isConnected && this.#make) this.setValue(this.#make());
  };
}

/** What `make` makes, after the first paint. */
export const later = directive(Later);
