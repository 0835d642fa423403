// Text that is not to be read as markup, in pages and in Markdown that allows HTML.

/** Neither Markdown, HTML nor an icon. */
export const escapeMarkdown = (text: string): string =>
  escapeHtml(text).replaceAll(/[\\`*_{}[\]()#+!|~$-]/gu, (character) => `\\${character}`);

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const escapeAttribute = (text: string): string => escapeHtml(text).replaceAll('"', '&quot;');
