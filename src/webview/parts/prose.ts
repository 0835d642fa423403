// Sentences that name keys and values between backticks, as problems do, with these set as code.

import { html, type TemplateResult } from 'lit';

export const prose = (text: string): readonly (string | TemplateResult)[] =>
  text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
