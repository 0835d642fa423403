// A chart over training steps that has a cursor: by the pointer, by the keys.

import { html, type SVGTemplateResult, type TemplateResult } from 'lit';
import { cursorAfter } from '../charts/cursor.ts';
import type { PageActions, PageUi } from '../page.ts';

export interface StepChart {
  /** Its name as a picture (`data-chart`). */
  readonly chart: string;
  readonly testId: string;
  readonly width: number;
  readonly height: number;
  /** The step at the right end. */
  readonly domainEnd: number;
  /** The last step there is. */
  readonly last: number;
  readonly label: string;
  readonly content: SVGTemplateResult;
}

export function stepChart(
  { ui, act }: { readonly ui: PageUi; readonly act: PageActions },
  { chart, testId, width, height, domainEnd, last, label, content }: StepChart,
): TemplateResult {
  return html`<svg
    class="chart stack-chart"
    data-chart=${chart}
    data-testid=${testId}
    width=${width}
    height=${height}
    role="img"
    tabindex="0"
    aria-label=${label}
    @keydown=${(event: KeyboardEvent) => {
      const step = cursorAfter(event.key, event.shiftKey, ui.cursorStep, last);
      if (step === undefined) return;
      event.preventDefault();
      act.changeUi({ cursorStep: step });
    }}
    @pointermove=${(event: PointerEvent) => {
      const step = Math.round((event.offsetX / width) * domainEnd);
      act.changeUi({ cursorStep: step >= 1 && step <= last ? step : null });
    }}
    @pointerleave=${() => act.changeUi({ cursorStep: null })}
    @blur=${() => act.changeUi({ cursorStep: null })}
  >
    ${content}
  </svg>`;
}
