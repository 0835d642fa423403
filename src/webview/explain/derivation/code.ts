// The code of the likelihood that is chosen, in a framework: the statement in the author's names, and the function it
// calls.

import { html, nothing, type TemplateResult } from 'lit';
import type { Derivation, Likelihood } from '../../../elbo/derivations/derivation.ts';
import { getDerivation, isDerivationId } from '../../../elbo/derivations/index.ts';
import type { CodeReading, LikelihoodReading } from '../../../elbo/derivations/told.ts';
import { num } from '../../../elbo/expr/build.ts';
import { substitute } from '../../../elbo/expr/walk.ts';
import { frameworks } from '../../../elbo/source/index.ts';
import { likelihoodCode, type LikelihoodCode } from '../../../elbo/source/likelihoodCode.ts';
import type { Acting } from '../page.ts';
import { typedNumber } from './check.ts';
import { scaleIn, statedIn, type DerivationState } from './state.ts';

interface Printed extends LikelihoodCode {
  /** What is one number for all data, by the letter of the derivation, and whether somebody said so. */
  readonly numbers: readonly {
    readonly name: string;
    readonly value: string;
    readonly isSaid: boolean;
  }[];
  readonly derivation: Derivation;
}

const fallbackTarget = { python: 'reconstruction_loss', javascript: 'reconstructionLoss' } as const;

function likelihoodOf(id: string): { derivation: Derivation; likelihood: Likelihood } | null {
  if (!isDerivationId(id)) return null;
  const derivation = getDerivation(id);
  return derivation.likelihood === 'none'
    ? null
    : { derivation, likelihood: derivation.likelihood };
}

/** A decimal point even where the number is whole: frameworks read 4 as an integer. */
const decimal = (text: string): string => (/^-?\d+$/u.test(text) ? `${text}.0` : text);

export function printedCode(
  state: DerivationState,
  code: CodeReading,
  reading: LikelihoodReading,
): Printed | null {
  const found = likelihoodOf(reading.derivation);
  const framework = frameworks.find(({ id }) => id === (state.framework ?? code.framework));
  if (!found || !framework) return null;
  const { derivation, likelihood } = found;
  const stated = statedIn(state);
  const settings = derivation.quantities.filter(({ name, domain }) => {
    const expr = Object.values(likelihood.parameters).find(
      (one) => one.kind === 'symbol' && one.name === name,
    );
    return domain !== 'size' && expr?.kind === 'symbol' && expr.axes.length === 0;
  });
  const numbers = settings.map((quantity) => {
    const { name } = quantity;
    const typed = typedNumber(state.inputs, quantity);
    const chosen = code.scale?.symbol === name ? scaleIn(state) : typed;
    const isSaid = typeof chosen === 'number';
    return { name, value: decimal(String(Number((isSaid ? chosen : 1).toPrecision(6)))), isSaid };
  });
  const factor =
    reading.factor &&
    substitute(
      reading.factor,
      Object.fromEntries([...stated].map(([name, value]) => [name, num(value)] as const)),
    );
  return {
    ...likelihoodCode(
      {
        likelihood,
        target: reading.target ?? fallbackTarget[framework.language],
        data: reading.data,
        output: reading.output,
        numbers: Object.fromEntries(numbers.map(({ name, value }) => [name, value] as const)),
        factor,
        batch: reading.batch,
      },
      framework,
    ),
    numbers,
    derivation,
  };
}

export function codePart(
  state: DerivationState,
  code: CodeReading,
  reading: LikelihoodReading,
  act: Acting<DerivationState>,
): TemplateResult | typeof nothing {
  const printed = printedCode(state, code, reading);
  if (!printed) return nothing;
  const { statement, definition, open, numbers } = printed;
  const unsaid = numbers.filter(({ isSaid }) => !isSaid);
  const text = `${definition}\n\n${statement}\n`;
  return html`<section class="code-part" aria-labelledby="code-title">
    <header class="part-head">
      <h2 id="code-title">The code for it</h2>
      <select
        data-testid="framework"
        aria-label="Framework"
        @change=${(event: Event) =>
          act.change({ framework: (event.target as HTMLSelectElement).value })}
      >
        ${frameworks.map(
          ({ id, name }) =>
            html`<option value=${id} .selected=${id === (state.framework ?? code.framework)}>
              ${name}
            </option>`,
        )}
      </select>
      <button
        type="button"
        class="link"
        data-testid="copy-code"
        @click=${() => act.host.send({ type: 'copyWished', text, what: 'Code' })}
      >
        Copy
      </button>
    </header>
    <pre
      class="listing"
      tabindex="0"
      aria-label="Statement"
    ><code data-testid="statement">${statement}</code></pre>
    <details>
      <summary>The function it calls</summary>
      <pre
        class="listing"
        tabindex="0"
        aria-label="Function"
      ><code data-testid="definition">${definition}</code></pre>
    </details>
    <p class="small dim">
      −log p(x|z) whole, with its constants: nothing is
      dropped.${
        reading.factor === null
          ? ' The KL beside it could not be followed, so its weight is not taken into account.'
          : ' Beside it the KL counts once.'
      }${
        open.length > 0
          ? html` The decoder or the data must give
            ${open.map((name, at) => html`${at > 0 ? ', ' : ''}<code>${name}</code>`)} too.`
          : nothing
      }${
        unsaid.length > 0
          ? ` ${unsaid.map(({ value, name }) => `${name} = ${value}`).join(', ')} is taken here; type another under Values of the check.`
          : nothing
      }
    </p>
  </section>`;
}
