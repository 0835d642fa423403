// The side bar's page: what it costs (chart), what exactly (table), where it sits (bars), then pictures.

import { html, nothing } from 'lit';
import { roomFor } from '../page.ts';
import { betaMatters, betaPart } from '../parts/beta.ts';
import { header } from '../parts/header.ts';
import { latentPart } from '../parts/latent.ts';
import { latentDimensionsPart } from '../parts/latentDimensions.ts';
import { notesPart, problemPart } from '../parts/notes.ts';
import { picturesPart, samplesPart } from '../parts/pictures.ts';
import { stackOf, stackPart } from '../parts/stack.ts';
import { valuesPart } from '../parts/values.ts';
import type { RunPanel } from './panel.ts';

export const dashboard: RunPanel = {
  shows: 'run',
  inset: 16,
  draw: (page, width) => {
    const room = roomFor(width);
    const frame = stackOf(page, { width, height: room === 'narrow' ? 116 : 188, room });
    return html`<div class="dashboard ${room}">
      ${header(page)} ${problemPart(page)} ${stackPart(page, frame, room)}
      ${betaMatters(page) ? betaPart(page, width, frame.domainEnd) : nothing}
      ${valuesPart(page, room, width)} ${notesPart(page)} ${latentDimensionsPart(page, width)}
      ${picturesPart(page, width)} ${samplesPart(page, width)} ${latentPart(page, width)}
    </div>`;
  },
};
