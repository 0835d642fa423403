// The lines of a derivation: number, formula, why, checked value. A line that is pointed at shows its code, and back.

import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { linesOf, type Line } from '../../../elbo/derivations/lines.ts';
import type { Told, ToldStep } from '../../../elbo/derivations/told.ts';
import { formatCheck, formatCount } from '../../../elbo/format.ts';
import type { Acting } from '../page.ts';
import { later } from '../later.ts';
import { formula } from '../math.ts';
import type { Check, CheckedLine } from './check.ts';
import type { DerivationState } from './state.ts';
import { letterBadge, linkStyle } from './links.ts';

export interface StepsView {
  readonly told: Told;
  readonly steps: readonly ToldStep[];
  readonly check: Check;
  readonly state: DerivationState;
  readonly act: Acting<DerivationState>;
}

/** Lines that a window of usual height shows. */
const seenFirst = 5;

export function stepsPart(view: StepsView): TemplateResult {
  const { told, steps, check } = view;
  const style = linkStyle(view.state.content?.code ?? null);
  const lines = linesOf(told.subject, steps, {
    symbol: style,
    dropped: (latex) => `\\htmlClass{dropped}{${latex}}`,
  });
  return html`<div class="steps-head small dim" aria-hidden="true">
      <span>Step</span><span>${checkTitle(check)}</span>
    </div>
    <ol class="steps" data-testid="steps">
      ${lines.map((line, at) => (at < seenFirst ? step(view, line, at) : later(() => step(view, line, at))))}
    </ol>`;
}

const checkTitle = ({ batch, dimensions }: Check): string =>
  `Check on ${batch} data, D = ${formatCount(dimensions)}, nats per datum`;

function step(view: StepsView, line: Line, at: number): TemplateResult {
  const { steps, state, act, check } = view;
  const own = at === 0 ? null : (steps[at - 1] ?? null);
  const isLit = state.pointed === at || (state.pointed === null && state.selected === at);
  const point = (): void => pointAt(view, at);
  const leave = (): void => {
    act.change({ pointed: null });
    act.host.send({ type: 'stepPointed', letters: [], span: null });
  };
  return html`<li
    class=${classMap({ step: true, lit: isLit })}
    tabindex="0"
    data-line=${at}
    data-testid="step"
    aria-current=${isLit ? 'step' : nothing}
    @pointerenter=${point}
    @pointerleave=${leave}
    @focus=${point}
    @blur=${leave}
    @keydown=${(event: KeyboardEvent) => moveFocus(event)}
  >
    <span class="step-number dim">${at + 1}</span>
    <div class="step-body">
      <div class="step-formula">${formulaOf(line)}${codeOf(view, own)}</div>
      <p class="step-why dim">${whyOf(view, own)}</p>
    </div>
    ${valueOf(check.lines[at], own, at)}
  </li>`;
}

const formulaOf = ({ left, latex, beside }: Line): TemplateResult =>
  html`${formula(`${left}\\; ${latex}`, { display: true })}${
    beside === '' ? nothing : html`<span class="step-beside">${formula(beside)}</span>`
  }`;

/** The code that the step ends in, a button that shows it. */
function codeOf({ act }: StepsView, own: ToldStep | null): TemplateResult | typeof nothing {
  if (!own?.code) return nothing;
  const { text, where, span } = own.code;
  return html`<button
    type="button"
    class="step-code"
    title=${`Show ${where}`}
    @click=${() => act.host.send({ type: 'codeWished', span })}
  >
    <code>${text}</code><span class="dim small">${where}</span>
  </button>`;
}

const startWords =
  'The decoder turns z into one distribution over x; dimensions are independent given z.';

function whyOf({ told }: StepsView, own: ToldStep | null): TemplateResult {
  if (own === null)
    return html`${told.steps[0]?.change.kind === 'minusLog' ? startWords : told.question}`;
  const effect = own.change.kind === 'dropped' ? ` ${own.change.effect}` : '';
  const { source } = own;
  return html`${own.links.map(letterBadge)}${own.why}${effect}${
    source === null
      ? nothing
      : html` <cite title=${`${source.authors}. ${source.title}. ${source.year}. ${source.id}`}
          >${source.authors.split(',')[0]}
          ${source.year}${source.locator === undefined ? '' : `, ${source.locator}`}</cite
        >`
  }`;
}

function valueOf(line: CheckedLine | undefined, own: ToldStep | null, at: number): TemplateResult {
  if (line === undefined) return html`<span class="step-value"></span>`;
  const isFirst = own === null;
  return html`<div
    class="step-value"
    data-testid="value"
    data-value=${line.value}
    data-digits=${line.digits ?? ''}
  >
    ${isFirst ? html`<span class="dim small">log p</span>` : nothing}
    ${
      line.dropped === null
        ? nothing
        : html`<del class="small" data-testid="dropped" data-value=${line.dropped}
            ><span class="hidden">dropped: </span>${formatCheck(line.dropped)}</del
          >`
    }
    ${
      line.gap === null
        ? nothing
        : html`<span class="small dim" data-testid="gap" data-value=${line.gap}
            >gap ${formatCheck(line.gap)}</span
          >`
    }
    <span>${formatCheck(line.value)}${isFirst ? nothing : mark(line, at)}</span>
  </div>`;
}

/** Equal to so many digits, or not. */
function mark({ digits }: CheckedLine, at: number): TemplateResult {
  const isEqual = digits !== null && digits >= 9;
  const words = isEqual ? `equals line ${at} to ${digits} digits` : `differs from line ${at}`;
  return html`<span
    class=${isEqual ? 'codicon codicon-check exact' : 'codicon codicon-close failed'}
    role="img"
    aria-label=${words}
    title=${words}
  ></span>`;
}

function pointAt({ act, steps }: StepsView, at: number): void {
  act.change({ pointed: at });
  const own = at === 0 ? steps[0] : steps[at - 1];
  act.host.send({
    type: 'stepPointed',
    letters: own?.links ?? [],
    span: own?.code?.span ?? null,
  });
}

/** Arrows go through the lines. */
function moveFocus(event: KeyboardEvent): void {
  const here = event.currentTarget as HTMLElement;
  if (event.target !== here) return;
  const next =
    event.key === 'ArrowDown'
      ? here.nextElementSibling
      : event.key === 'ArrowUp'
        ? here.previousElementSibling
        : event.key === 'Home'
          ? here.parentElement?.firstElementChild
          : event.key === 'End'
            ? here.parentElement?.lastElementChild
            : undefined;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}
