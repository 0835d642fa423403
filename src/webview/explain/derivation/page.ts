// The derivation page: from p(x|z) to a line of code, or a derivation by itself, in steps that are computed as they are
// shown.

import { html, nothing, type TemplateResult } from 'lit';
import { derivations } from '../../../elbo/derivations/index.ts';
import type { CodeReading, MarkedText, TellingProblem } from '../../../elbo/derivations/told.ts';
import { isDerivationRequest } from '../../../protocol/explain.ts';
import { formatCount } from '../../../elbo/format.ts';
import { firstPaint } from '../../firstPaint.ts';
import type { Acting, ExplainPage } from '../page.ts';
import { checkSteps, drawValues, sizesOf } from './check.ts';
import type { Check, CheckInputs, Draw } from './check.ts';
import { codePart } from './code.ts';
import { curvePart } from './curve.ts';
import { familyPart } from './family.ts';
import { later } from '../later.ts';
import { linksLegend } from './links.ts';
import { letterOf, scalePart } from './scale.ts';
import { initialState, scaleIn, statedIn, stepsIn, toldIn, type DerivationState } from './state.ts';
import { stepsPart } from './steps.ts';
import { valuesPart } from './values.ts';
import { writtenPart } from './written.ts';

export const derivationPage: ExplainPage<DerivationState> = {
  initial: initialState,
  restore,
  kept: ({ request, scaleMode, scale, framework, inputs }) => ({
    request,
    scaleMode,
    scale,
    framework,
    inputs,
  }),
  receive: (state, message) => {
    switch (message.type) {
      case 'derivationShown':
        return shown(state, message);
      case 'codeSelected':
        return { selected: lineAt(state, message.span) };
      case 'parametersShown':
      case 'savedAs':
        return {};
    }
  },
  draw,
  drawn: (root, { selected }) => {
    scrollTo(root, selected);
    // Once the page has been seen, and a frame later, when the widths cost no layout of their own.
    void firstPaint.then(() => requestAnimationFrame(() => makeScrollable(root)));
  },
};

function restore(kept: unknown): DerivationState {
  if (typeof kept !== 'object' || kept === null) return initialState;
  const { request, scaleMode, scale, framework, inputs } = kept as Partial<DerivationState>;
  return {
    ...initialState,
    request: isDerivationRequest(request) ? request : null,
    scaleMode: scaleMode === 'given' ? 'given' : 'fitted',
    scale: typeof scale === 'number' && scale > 0 ? scale : 1,
    framework: typeof framework === 'string' ? framework : null,
    inputs: isInputs(inputs) ? inputs : initialState.inputs,
  };
}

const isInputs = (value: unknown): value is CheckInputs => {
  const { seed, typed } = (value ?? {}) as Partial<CheckInputs>;
  return (
    Number.isInteger(seed) &&
    typeof typed === 'object' &&
    typed !== null &&
    Object.values(typed).every((text) => typeof text === 'string')
  );
};

/** Another place of code has choices of its own; the same code read anew keeps them. */
function shown(
  state: DerivationState,
  { request, content }: Pick<DerivationState, 'request' | 'content'>,
): Partial<DerivationState> {
  const isSame = JSON.stringify(request) === JSON.stringify(state.request);
  if (isSame) return { content };
  const { scaleMode, scale } = initialState;
  const isSameCode =
    !!request?.code && JSON.stringify(request.code) === JSON.stringify(state.request?.code);
  const inputs = isSameCode ? state.inputs : initialState.inputs;
  return {
    request,
    content,
    scaleMode,
    scale,
    scaleProblem: null,
    inputs,
    selected: null,
    pointed: null,
  };
}

/** The line whose code a selection touches: a statement that a step ends in, else what a letter stands for. */
function lineAt(state: DerivationState, { from, to }: { from: number; to: number }): number | null {
  const steps = stepsIn(state);
  const touches = (span: { from: number; to: number }): boolean =>
    span.from <= to && from <= span.to;
  const links = state.content?.code?.links ?? [];
  const letter = links.find(({ spans }) => spans.some(touches))?.letter;
  const linked =
    letter === undefined ? -1 : steps.findLastIndex((step) => step.links.includes(letter));
  if (linked >= 0) return linked + 1;
  const ending = steps.findIndex(({ code }) => code !== null && touches(code.span));
  return ending < 0 ? null : ending + 1;
}

let scrolledTo: number | null = null;

function scrollTo(root: HTMLElement, line: number | null): void {
  if (line === scrolledTo) return;
  scrolledTo = line;
  if (line === null) return;
  root.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** Formulas wider than their room are scrolled, by keys too. */
function makeScrollable(root: HTMLElement): void {
  for (const formula of root.querySelectorAll<HTMLElement>('.step-formula')) {
    const isWide = formula.scrollWidth > formula.clientWidth;
    if (isWide) formula.tabIndex = 0;
    else formula.removeAttribute('tabindex');
  }
}

function draw(state: DerivationState, width: number, act: Acting<DerivationState>): TemplateResult {
  const { content } = state;
  if (content === null) return html`<p class="dim waiting">Waiting for ELBO Lens.</p>`;
  const told = toldIn(state);
  const code = content.code;
  const check = checkOf(state);
  return html`<header class="explain-head">
      <h1>${titleOf(state)}</h1>
      ${told && check ? writtenPart({ told, steps: stepsIn(state), check, verdict: code?.verdict.text ?? null }, act) : nothing}
    </header>
    ${code ? termsPart(code, state, act) : nothing}
    <div class="controls-grid">
      ${code ? codeControls(code, state, width, act) : pickerPart(state, act)}
    </div>
    ${problemPart(content.problem)}
    ${told && check ? stepsPart({ told, steps: stepsIn(state), check, state, act }) : nothing}
    ${code ? verdictPart(code) : nothing}
    ${told && (!code || code.likelihood?.isOther) ? html`<p class="conclusion">${told.conclusion}</p>` : nothing}
    ${later(
      () =>
        html`${check ? valuesPart(state, check, act) : nothing}
        ${code?.likelihood && (code.scale || code.likelihood.isOther) ? codePart(state, code, code.likelihood, act) : nothing}
        ${code ? html`<div class="controls-grid">${pickerPart(state, act)}</div>` : nothing}`,
    )}`;
}

function titleOf(state: DerivationState): string {
  const told = toldIn(state);
  const ends = stepsIn(state).findLast(({ code }) => code !== null)?.code;
  if (ends) return `From p(x|z) to ${ends.where}`;
  return told?.title ?? 'Derivations';
}

let lastDraw: { readonly key: readonly unknown[]; readonly draw: Draw } | undefined;
let lastCheck: { readonly key: readonly unknown[]; readonly check: Check } | undefined;

const isSame = (a: readonly unknown[] | undefined, b: readonly unknown[]): boolean =>
  a?.every((part, at) => part === b[at]) ?? false;

/** Computed anew only where something it rests on has changed. A slider that is dragged draws nothing anew. */
function checkOf(state: DerivationState): Check | null {
  const told = toldIn(state);
  if (!told) return null;
  const steps = stepsIn(state);
  const scale = scaleIn(state);
  const choice = state.content?.code?.scale;
  const given = choice && scale !== null ? { [choice.symbol]: scale } : {};
  const drawKey = [told, steps, state.inputs, scale === null];
  if (!lastDraw || !isSame(lastDraw.key, drawKey)) {
    const stated = (state.content?.code?.sizes ?? []).map(({ symbol }) => symbol);
    const draw = drawValues(
      told,
      steps,
      sizesOf(statedIn(state)),
      state.inputs,
      new Set(Object.keys(given)),
      new Set(stated),
    );
    lastDraw = { key: drawKey, draw };
  }
  const key = [lastDraw.draw, scale];
  if (!lastCheck || !isSame(lastCheck.key, key))
    lastCheck = { key, check: checkSteps(told, steps, lastDraw.draw, given) };
  return lastCheck.check;
}

/** The terms of the loss, one of which is shown. */
function termsPart(
  { terms }: CodeReading,
  { request }: DerivationState,
  act: Acting<DerivationState>,
): TemplateResult | typeof nothing {
  if (terms.length < 2 || !request?.code) return nothing;
  const { uri } = request.code;
  return html`<nav class="terms" aria-label="Terms of the loss">
    ${terms.map(
      ({ label, where, at, isChosen }) =>
        html`<button
          type="button"
          class="chip"
          aria-current=${isChosen ? 'true' : nothing}
          @click=${() =>
            act.host.send({
              type: 'derivationWished',
              request: { code: { uri, at }, derivation: null, family: null },
            })}
        >
          ${label} <span class="dim small">${where}</span>
        </button>`,
    )}
  </nav>`;
}

/** Any derivation, by its title. */
function pickerPart(state: DerivationState, act: Acting<DerivationState>): TemplateResult {
  const { request, content } = state;
  const chosen = content?.told ? '' : (content?.general ?? '');
  return html`<label class="field"
    ><span class="dim">Derivation</span>
    <select
      data-testid="derivation"
      @change=${(event: Event) => {
        const id = (event.target as HTMLSelectElement).value;
        if (id === '') return;
        act.host.send({
          type: 'derivationWished',
          request: { code: null, derivation: id, family: null },
        });
      }}
    >
      <option value="" .selected=${chosen === ''}>
        ${request?.code ? 'Of another formula, without code' : 'Choose one'}
      </option>
      ${derivations.map(({ id, title }) => html`<option value=${id} .selected=${id === chosen}>${title}</option>`)}
    </select></label
  >`;
}

function codeControls(
  code: CodeReading,
  state: DerivationState,
  width: number,
  act: Acting<DerivationState>,
): TemplateResult {
  const { request } = state;
  const { likelihood, scale } = code;
  const value = scaleIn(state);
  const sizes = code.sizes.map(
    ({ symbol, value, where }) =>
      html`<span title=${where}>${symbol} = ${formatCount(value)}</span>`,
  );
  return html`${likelihood && request ? familyPart(likelihood, request, act) : nothing}
    ${scale ? scalePart(state, scale, act) : nothing}
    ${scale && value !== null ? curvePart(scale, letterOf(scale), value, width) : nothing}
    <p class="facts-row">
      <span class="dim">Here</span>
      ${sizes}
      ${sizes.length === 0 ? html`<span>D is not stated in the code; type it under Values of the check</span>` : nothing}
    </p>
    ${code.links.length > 0 ? html`<p class="facts-row"><span class="dim">Linked</span> ${linksLegend(code)}</p>` : nothing}`;
}

function problemPart(problem: TellingProblem | null): TemplateResult | typeof nothing {
  if (problem === null) return nothing;
  return html`<div class="note" data-testid="problem">
    <span class="codicon codicon-info" aria-hidden="true"></span>
    <div>
      <p class="strong">${problem.what}</p>
      <p>${problem.why} ${problem.now}</p>
    </div>
  </div>`;
}

const icons = { exact: 'check', information: 'info', warning: 'warning' } as const;

const verdictPart = ({ verdict: { kind, text } }: CodeReading): TemplateResult =>
  html`<div class="note verdict ${kind}" data-testid="verdict">
    <span class="codicon codicon-${icons[kind]}" aria-hidden="true"></span>
    <p>${marked(text)}</p>
  </div>`;

const marked = (text: MarkedText): readonly (string | TemplateResult)[] =>
  text.map((part) => (typeof part === 'string' ? part : html`<b>${part.strong}</b>`));
