// A slider with a number field beside it: one value, two ways to set it. Arrows step, Shift steps ten times as far.

import { html, nothing, type TemplateResult } from 'lit';

export interface SliderOptions {
  readonly id: string;
  /** What stands before it. */
  readonly label: string | TemplateResult;
  /** What it is called when spoken. */
  readonly name: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  /** Equal ways are equal factors. */
  readonly logarithmic?: boolean;
  /** Whole numbers alone. */
  readonly whole?: boolean;
  /** The value as the field shows it. */
  readonly text: string;
  /** Why what was typed cannot be used. */
  readonly problem: string | null;
  readonly onValue: (value: number) => void;
  readonly onText: (text: string) => void;
}

/** What was typed as a number, NaN where it is none. A comma or a true minus is what people paste. */
export const numberIn = (text: string): number =>
  text === '' ? Number.NaN : Number(text.replace('\u2212', '-').replace(',', '.'));

const places = 1000;

export function slider(options: SliderOptions): TemplateResult {
  const { id, label, name, problem, text } = options;
  const field = `${id}-field`;
  return html`<div class="slider-row">
    <label class="slider-label" for=${field}>${label}</label>
    <input
      type="range"
      class="slider"
      data-testid=${id}
      aria-label=${name}
      aria-valuetext=${text}
      min="0"
      max=${places}
      step="1"
      .value=${String(placeOf(options))}
      @input=${(event: Event) =>
        options.onValue(valueAt(Number((event.target as HTMLInputElement).value), options))}
      @keydown=${(event: KeyboardEvent) => stepFar(event, options)}
    />
    <input
      type="text"
      class="slider-field"
      id=${field}
      data-testid=${field}
      inputmode="decimal"
      autocomplete="off"
      aria-label=${`${name}, as a number`}
      aria-invalid=${problem === null ? nothing : 'true'}
      aria-describedby=${problem === null ? nothing : `${field}-problem`}
      .value=${text}
      @change=${(event: Event) => options.onText((event.target as HTMLInputElement).value.trim())}
    />
    ${
      problem === null
        ? nothing
        : html`<p class="slider-problem" id=${`${field}-problem`} role="alert">
            <span class="codicon codicon-error failed" aria-hidden="true"></span> ${problem}
          </p>`
    }
  </div>`;
}

function placeOf({ value, from, to, logarithmic }: SliderOptions): number {
  const share = logarithmic
    ? Math.log(value / from) / Math.log(to / from)
    : (value - from) / (to - from);
  return Math.round(places * Math.min(1, Math.max(0, share)));
}

/** Values are as round as the way between two places allows. */
function valueAt(place: number, { from, to, logarithmic, whole }: SliderOptions): number {
  const share = place / places;
  const value = logarithmic ? from * (to / from) ** share : from + share * (to - from);
  if (whole) return Math.round(value);
  const pitch = logarithmic ? (value * Math.log(to / from)) / places : Math.abs(to - from) / places;
  const decimals = Math.max(0, -Math.floor(Math.log10(pitch)));
  return Number(value.toFixed(Math.min(12, decimals)));
}

function stepFar(event: KeyboardEvent, options: SliderOptions): void {
  const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  if (direction === undefined || !event.shiftKey) return;
  event.preventDefault();
  const place = Math.min(places, Math.max(0, placeOf(options) + 10 * direction));
  options.onValue(valueAt(place, options));
}
