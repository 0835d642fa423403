// What a page shows when there is no run: where to begin, or why a config cannot be trained.

import { html, nothing, type TemplateResult } from 'lit';
import * as numbers from '../numbers.ts';
import type { PageActions } from '../page.ts';
import type { PageState } from '../store.ts';
import { button, linkButton } from './button.ts';
import { prose } from './prose.ts';

export function emptyPart({ configs }: PageState, act: PageActions): TemplateResult {
  const found = configs.length > 0;
  return html`<section class="empty" data-testid="empty">
    <h1>No runs yet</h1>
    <p>Train a small VAE here and watch each term of its ELBO. No Python is needed.</p>
    ${
      found
        ? html`<p class="dim" id="configs-label">Configs in this folder</p>
            <ul class="configs" aria-labelledby="configs-label">
              ${configs.map(
                ({ uri, name }) =>
                  html`<li>
                    <span class="config-name" title=${name}>${name}</span>
                    ${linkButton(`train-${name}`, 'Train', () => act.command('elboLens.train', uri), `Train ${name}`)}
                    ${linkButton(`reveal-${name}`, 'Open', () => act.command('elboLens.revealConfig', uri), `Open ${name}`)}
                  </li>`,
              )}
            </ul>`
        : html`<p class="dim">This folder has no <code>*.elbo.yaml</code>.</p>`
    }
    <div class="choices">
      ${button({ id: 'new-config', label: 'New config', primary: !found, onClick: () => act.command('elboLens.newConfig') })}
      ${button({ id: 'open-sample', label: 'Open a sample', onClick: () => act.command('elboLens.openSample') })}
    </div>
  </section>`;
}

export function rejectionPart(
  { rejection }: PageState,
  act: PageActions,
): TemplateResult | typeof nothing {
  if (rejection === null) return nothing;
  const { uri, name, problems } = rejection;
  const first = problems[0];
  return html`<section class="rejected" role="alert" data-testid="rejection">
    <div class="rejected-head">
      <h1>${name}</h1>
      <p class="state">
        <span class="codicon codicon-error failed" aria-hidden="true"></span>
        ${problems.length === 1 ? '1 problem' : `${numbers.count(problems.length)} problems`}
      </p>
    </div>
    <ul class="problems">
      ${problems.map(
        ({ line, message }) =>
          html`<li>
            <span class="codicon codicon-error" aria-hidden="true"></span>
            <span>Line ${numbers.count(line)}: ${prose(message)}</span>
          </li>`,
      )}
    </ul>
    <div class="choices row">
      ${button({
        id: 'rejected-config',
        label: first === undefined ? 'Open config' : `Go to line ${numbers.count(first.line)}`,
        primary: true,
        onClick: () => act.command('elboLens.revealConfig', uri),
      })}
      ${button({
        id: 'rejected-train',
        label: 'Train',
        icon: 'play',
        disabledBecause: 'The config has problems.',
        onClick: () => undefined,
      })}
    </div>
    <p class="caption dim">
      Train is off until ${problems.length === 1 ? 'it is' : 'they are'} fixed.
    </p>
  </section>`;
}
