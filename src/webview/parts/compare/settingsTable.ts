// What was set differently: one line for each setting in which the runs differ, and how many are equal.

import { html, type TemplateResult } from 'lit';
import { differs, settingsOfRuns } from '../../../protocol/settings.ts';
import type { Comparison } from '../../comparison.ts';
import * as numbers from '../../numbers.ts';
import type { ComparePage } from '../../page.ts';
import { linkButton } from '../button.ts';
import { badge } from './heading.ts';

export function settingsTable(
  { ui, act }: ComparePage,
  { runs, obstacle }: Comparison,
): TemplateResult {
  const settings = settingsOfRuns(runs.map(({ run }) => run));
  const shown = ui.allSettings ? settings : settings.filter(differs);
  const equal = settings.filter((setting) => !differs(setting)).length;
  return html`<section data-testid="settings">
    <h2><span class="title">Config and environment</span></h2>
    ${
      shown.length === 0
        ? html`<p>No setting differs: these runs repeat each other.</p>`
        : html`<div class="rows" role="region" aria-label="Settings of the runs" tabindex="0">
            <table class="settings">
              <thead>
                <tr>
                  <th scope="col">Setting</th>
                  ${runs.map(({ letter }) => html`<th scope="col">${badge(letter)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${shown.map(
                  (setting) =>
                    html`<tr class=${differs(setting) ? 'differs' : 'dim'}>
                      <th scope="row"><code>${setting.path}</code></th>
                      ${setting.values.map((value) => html`<td>${value === '' ? '–' : value}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    <p class="caption dim">
      ${numbers.count(equal)} other settings are
      equal${obstacle === 'data' ? '' : ', and so are the data'}.
      ${linkButton(
        'all-settings',
        ui.allSettings ? 'Show differences' : 'Show all',
        () => act.changeUi({ allSettings: !ui.allSettings }),
        ui.allSettings ? 'Show differences of settings' : 'Show all settings',
      )}
    </p>
  </section>`;
}
