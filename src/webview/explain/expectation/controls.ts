// What a person may set: the encoder, the likelihood and its decoder, the datum, the draws.

import { html, nothing, type TemplateResult } from 'lit';
import { decoders, getDecoder } from '../../../elbo/expectation/decoders.ts';
import { scaleOf, smallFamilies } from '../../../elbo/expectation/model.ts';
import { toLatex } from '../../../elbo/expr/latex.ts';
import { getFamily } from '../../../elbo/families/index.ts';
import { supportText } from '../../../elbo/families/words.ts';
import { button } from '../../parts/button.ts';
import { choice } from '../choice.ts';
import { formula } from '../math.ts';
import { numberIn, slider } from '../slider.ts';
import { fieldText, type Act } from './parts.ts';
import {
  fields,
  withNumber,
  type ExpectationState,
  type NumberField,
  type NumberId,
} from './state.ts';

export function controlsPart(state: ExpectationState, act: Act): TemplateResult {
  const { latent } = state;
  const family = getFamily(state.family);
  const scale = scaleOf(family);
  const letter = scale?.value.key === 'sigma' ? 'σₓ' : (scale?.value.key ?? '');
  const field = (id: NumberId, more: Partial<NumberField> = {}): TemplateResult =>
    numberPart(state, act, id, more);
  return html`<div class="expectation-controls">
    <fieldset>
      <legend class="kl">Encoder q(z|x)</legend>
      ${field('mu', latent === 2 ? { label: 'μ₁' } : {})}
      ${field('sigma', latent === 2 ? { label: 'σ₁' } : {})}
      ${latent === 2 ? html`${field('mu2')} ${field('sigma2')}` : nothing}
      ${choice(
        'Dimensions of z',
        'latent',
        latent === 2 ? '2' : '1',
        [
          ['1', '1'],
          ['2', '2'],
        ],
        (value) => act.change({ latent: value === '2' ? 2 : 1, problems: {} }),
      )}
    </fieldset>
    <fieldset>
      <legend class="reconstruction">Likelihood p(x|z)</legend>
      ${choice(
        'Family',
        'family',
        state.family,
        smallFamilies.map(({ id, name }) => [id, name]),
        (chosen) => act.change({ family: chosen, problems: {} }),
      )}
      ${field('x', datumRange(family.support))}
      ${scale ? field('scale', { label: letter, name: `Scale ${letter} of the likelihood` }) : nothing}
    </fieldset>
    <fieldset>
      <legend class="reconstruction">
        Decoder ${formula(`h(z) = ${toLatex(getDecoder(state.decoder).output(latent))}`)}
      </legend>
      ${choice(
        'Shape',
        'decoder',
        state.decoder,
        decoders.map(({ id, name }) => [id, name]),
        (decoder) => act.change({ decoder }),
      )}
      ${field('weight')} ${field('bias')}
    </fieldset>
    <fieldset>
      <legend>Draws of z</legend>
      ${field('samples')}
      <div class="draw-row">
        ${button({
          id: 'draw-again',
          label: 'Draw again',
          icon: 'refresh',
          onClick: () => act.change((now) => withNumber(now, 'seed', now.numbers.seed + 1)),
        })}
        <span class="dim" data-testid="seed">Seed ${state.numbers.seed}</span>
      </div>
    </fieldset>
  </div>`;
}

/** The slider covers the support; what lies outside can be typed, and is answered. */
function datumRange(support: keyof typeof supportText): Partial<NumberField> {
  if (support === 'zeroOrOne') return { from: 0, to: 1, whole: true, name: 'The datum x, 0 or 1' };
  return support === 'unitInterval' ? { from: 0, to: 1, name: 'The datum x, from 0 to 1' } : {};
}

function numberPart(
  state: ExpectationState,
  act: Act,
  id: NumberId,
  more: Partial<NumberField>,
): TemplateResult {
  const { label, name, from, to, logarithmic, whole }: NumberField = { ...fields[id], ...more };
  const value = state.numbers[id];
  return slider({
    id,
    label,
    name,
    value,
    from,
    to,
    ...(logarithmic !== undefined && { logarithmic }),
    ...(whole !== undefined && { whole }),
    text: whole ? String(value) : fieldText(value).replace('\u2212', '-').replaceAll('\u202f', ''),
    problem: state.problems[id] ?? null,
    onValue: (next) => act.change((now) => withNumber(now, id, next)),
    onText: (text) => act.change((now) => withNumber(now, id, numberIn(text), text)),
  });
}
