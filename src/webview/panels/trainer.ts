// The editor panel's page: the left column is time, the right column is now. Below 900 pixels one column.

import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { roomFor, type RunPage } from '../page.ts';
import { betaPart } from '../parts/beta.ts';
import { button } from '../parts/button.ts';
import { header } from '../parts/header.ts';
import { latentPart } from '../parts/latent.ts';
import { latentDimensionsPart } from '../parts/latentDimensions.ts';
import { notesPart, problemPart } from '../parts/notes.ts';
import { picturesPart, samplesPart } from '../parts/pictures.ts';
import { stackOf, stackPart } from '../parts/stack.ts';
import { valuesPart } from '../parts/values.ts';
import type { RunPanel } from './panel.ts';

const twoColumnsFrom = 868;
const columnGap = 32;

/** Widths of the columns: the right one holds a table and ten images, the left one takes the rest. */
function trainerColumns(width: number): { readonly left: number; readonly right: number } {
  if (width < twoColumnsFrom) return { left: width, right: width };
  const right = Math.min(440, Math.max(344, Math.round(width * 0.35)));
  return { left: width - columnGap - right, right };
}

const exportButton = ({ reading: { run }, act }: RunPage): TemplateResult =>
  button({
    id: 'export-run',
    label: 'Export',
    icon: 'export',
    disabledBecause: run.step === 0 ? 'Nothing has been measured yet.' : undefined,
    onClick: () => act.command('elboLens.exportRun', run.id),
  });

export const trainer: RunPanel = {
  shows: 'run',
  inset: 16,
  draw: (page, width) => {
    const { left, right } = trainerColumns(width);
    const two = left !== width;
    const room = roomFor(left);
    const frame = stackOf(page, { width: left, height: room === 'wide' ? 284 : 188, room });
    // A scatter needs the wider column; images are read in rows and stand beside the numbers.
    const isTable = page.reading.run.data?.kind === 'tabular';
    const half = left >= 480 ? Math.floor((left - 24) / 2) : left;
    return html`<div class="trainer ${two ? 'two-columns' : 'one-column'} ${room}">
      ${header(page, exportButton(page))}
      <div
        class="columns"
        ${ref((element) => {
          if (element instanceof HTMLElement) element.style.setProperty('--right', `${right}px`);
        })}
      >
        <div class="column">
          ${problemPart(page)} ${stackPart(page, frame, room)}
          ${betaPart(page, left, frame.domainEnd)}
          <div class=${half < left ? 'pair halves' : 'pair'}>
            ${latentPart(page, half)}
            ${isTable ? picturesPart(page, half) : samplesPart(page, half)}
          </div>
        </div>
        <div class="column now">
          ${valuesPart(page, roomFor(right), right)} ${notesPart(page)}
          ${latentDimensionsPart(page, right)} ${isTable ? nothing : picturesPart(page, right)}
        </div>
      </div>
    </div>`;
  },
};
