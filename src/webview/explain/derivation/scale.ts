// The scale of a likelihood that the code leaves open: the one that fits it, or another, and what that makes of the KL.

import { html, nothing, type TemplateResult } from 'lit';
import { formatCoefficient } from '../../../elbo/format.ts';
import { toLatex } from '../../../elbo/expr/latex.ts';
import type { ScaleChoice } from '../../../elbo/derivations/told.ts';
import { symbol } from '../../../elbo/expr/build.ts';
import { plainName } from '../../../elbo/expr/spelling.ts';
import { freeSymbols } from '../../../elbo/expr/walk.ts';
import { toUnicode } from '../../../elbo/expr/unicode.ts';
import { editable } from '../../numbers.ts';
import type { Acting } from '../page.ts';
import { formula } from '../math.ts';
import { slider } from '../slider.ts';
import { numberOf, scaleIn, statedIn, type DerivationState } from './state.ts';

export const letterOf = ({ symbol: name }: ScaleChoice): string => toUnicode(symbol(name));

const [least, most] = [0.01, 100];

export function scalePart(
  state: DerivationState,
  choice: ScaleChoice,
  act: Acting<DerivationState>,
): TemplateResult {
  const letter = letterOf(choice);
  const value = scaleIn(state);
  const give = (scale: number): void =>
    act.change({ scaleMode: 'given', scale, scaleProblem: null });
  return html`<label class="field"
      ><span class="dim">Scale</span>
      <select
        data-testid="scale-mode"
        .value=${modeOf(state)}
        @change=${(event: Event) => {
          const { value: mode } = event.target as HTMLSelectElement;
          if (mode === 'fitted') act.change({ scaleMode: 'fitted', scaleProblem: null });
          else give(mode === 'one' ? 1 : (value ?? 1));
        }}
      >
        <option value="fitted">${letter} that fits this code</option>
        <option value="one">${letter} = 1</option>
        <option value="other">another ${letter}</option>
      </select></label
    >
    ${slider({
      id: 'scale',
      label: letter,
      name: `Scale ${letter} of the likelihood`,
      value: value ?? 1,
      from: least,
      to: most,
      logarithmic: true,
      text: value === null ? '' : editable(value),
      problem: state.scaleProblem,
      onValue: give,
      onText: (text) => {
        const typed = Number(text.replace('\u2212', '-'));
        if (Number.isFinite(typed) && typed > 0) give(typed);
        else
          act.change({
            scaleProblem: `${letter} must be a number above 0; ${text || 'nothing'} is not.`,
          });
      },
    })}
    ${consequences(state, choice, value)}`;
}

const modeOf = ({ scaleMode, scale }: DerivationState): string =>
  scaleMode === 'fitted' ? 'fitted' : scale === 1 ? 'one' : 'other';

/** What the scale that fits rests on, and nothing states. */
function missing({ fitted }: ScaleChoice, state: DerivationState): string {
  const stated = statedIn(state);
  const names = [...freeSymbols(fitted)].filter((name) => !stated.has(name)).map(plainName);
  return names.length > 0 ? `The code does not state ${names.join(' and ')}.` : '';
}

/** The weight of the KL at this scale, and that of the error. */
function consequences(
  state: DerivationState,
  choice: ScaleChoice,
  value: number | null,
): TemplateResult {
  const letter = letterOf(choice);
  const atOne = choice.betaAtOne && numberOf(choice.betaAtOne, statedIn(state));
  const beta = atOne === null || value === null ? null : atOne / value ** choice.exponent;
  const weight = value === null ? null : 1 / (choice.exponent === 2 ? 2 * value ** 2 : value);
  const error = choice.exponent === 2 ? 'squared error' : 'absolute error';
  return html`<p class="consequences" data-testid="consequences">
    ${
      weight === null
        ? html`${letter} is ${formula(toLatex(choice.fitted))}. ${missing(choice, state)} Type it
          under Values of the check, or give ${letter} a value.`
        : html`At ${letter} = <b>${formatCoefficient(value ?? 1)}</b> the ${error} of one dimension
            is weighed <b data-testid="error-weight">${formatCoefficient(weight)}</b>${
              beta === null
                ? '.'
                : html`, and the KL counts
                    <b data-testid="beta" data-value=${beta}>β = ${formatCoefficient(beta)}</b>
                    times.`
            }`
    }
    ${choice.betaAtOne === null ? 'The code has no KL beside it that could be followed.' : nothing}
  </p>`;
}
