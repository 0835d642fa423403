// Which likelihood stands in the place of the code's: its own, or any other that has a derivation.

import { html, type TemplateResult } from 'lit';
import type { Derivation } from '../../../elbo/derivations/derivation.ts';
import { derivations } from '../../../elbo/derivations/index.ts';
import type { LikelihoodReading } from '../../../elbo/derivations/told.ts';
import type { DerivationRequest } from '../../../protocol/explain.ts';
import type { Acting } from '../page.ts';
import type { DerivationState } from './state.ts';

const all: readonly Derivation[] = derivations;
const likelihoods = all.filter(({ likelihood }) => likelihood !== 'none');

const titleOf = (id: string): string => all.find((one) => one.id === id)?.title ?? id;

export function familyPart(
  { derivation, isOther }: LikelihoodReading,
  request: DerivationRequest,
  act: Acting<DerivationState>,
): TemplateResult {
  const chosen = isOther ? derivation : '';
  return html`<label class="field"
    ><span class="dim">Family</span>
    <select
      data-testid="family"
      @change=${(event: Event) => {
        const family = (event.target as HTMLSelectElement).value;
        act.host.send({
          type: 'derivationWished',
          request: { ...request, family: family === '' ? null : family },
        });
      }}
    >
      <option value="" .selected=${chosen === ''}>
        ${isOther ? 'As in the code' : `${titleOf(derivation)} (the code’s)`}
      </option>
      ${likelihoods
        .filter(({ id }) => isOther || id !== derivation)
        .map(
          ({ id, title }) => html`<option value=${id} .selected=${id === chosen}>${title}</option>`,
        )}
    </select></label
  >`;
}
