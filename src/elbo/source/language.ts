// How Python and JavaScript write functions: names, assignments, documentation, margins.

import { call } from './code.ts';
import { layOut, type Page } from './layout.ts';

export interface FunctionText {
  readonly name: string;
  readonly parameters: readonly string[];
  /** The first paragraph, then one for each parameter. */
  readonly documentation: readonly string[];
  /** With their margin. */
  readonly lines: readonly string[];
}

export interface Language {
  /** Of files. */
  readonly extension: string;
  /** One line. */
  readonly comment: (text: string) => string;
  readonly page: Page;
  /** Of a name in camel case. */
  readonly spell: (name: string) => string;
  readonly joinWords: (words: readonly string[]) => string;
  /** What stands before the value, with the margin of a function's body. */
  readonly assigns: (name: string) => string;
  readonly returns: string;
  /** What ends a statement. */
  readonly end: string;
  readonly betweenFunctions: string;
  readonly define: (text: FunctionText) => string;
}

const width = 88;

/** Words on as many lines as they need, each behind the margin; lines after the first behind `hanging` too. */
function wrapped(text: string, margin: string, hanging = ''): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(`${margin}${last === undefined ? '' : hanging}${word}`);
    }
  }
  return lines.join('\n');
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const python: Language = {
  extension: 'py',
  comment: (text) => `# ${text}`,
  page: { width, indent: '    ' },
  spell: (name) => name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`),
  joinWords: (words) => words.join('_'),
  assigns: (name) => `    ${name} = `,
  returns: '    return ',
  end: '',
  betweenFunctions: '\n\n\n',
  define: ({ name, parameters, documentation: [summary = '', ...paragraphs], lines }) =>
    [
      layOut([call(name, ...parameters).doc, ':'], python.page, 'def '),
      wrapped(`"""${summary}`, '    '),
      '',
      ...paragraphs.map((paragraph) => wrapped(paragraph, '    ', '    ')),
      '    """',
      ...lines,
    ].join('\n'),
};

const javascript: Language = {
  extension: 'js',
  comment: (text) => `// ${text}`,
  page: { width, indent: '  ' },
  spell: (name) => name,
  joinWords: ([first = '', ...others]) => first + others.map(capitalised).join(''),
  assigns: (name) => `  const ${name} = `,
  returns: '  return ',
  end: ';',
  betweenFunctions: '\n\n',
  define: ({ name, parameters, documentation: [summary = '', ...paragraphs], lines }) =>
    [
      '/**',
      wrapped(summary, ' * '),
      ' *',
      ...paragraphs.map((paragraph) => wrapped(`- ${paragraph}`, ' * ', '  ')),
      ' */',
      layOut([call(name, ...parameters).doc, ' {'], javascript.page, 'export function '),
      ...lines,
      '}',
    ].join('\n'),
};

export const languages: Readonly<Record<'python' | 'javascript', Language>> = {
  python,
  javascript,
};
