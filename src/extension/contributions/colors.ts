// Theme colours of the terms, so that users and themes can override them. One term has one colour everywhere.
// Where a default names another colour it follows that colour in the user's theme.

export interface ColorContribution {
  readonly id: `elboLens.${string}`;
  readonly description: string;
  readonly defaults: {
    readonly dark: string;
    readonly light: string;
    readonly highContrast: string;
    readonly highContrastLight: string;
  };
}

const same = (color: string): ColorContribution['defaults'] => ({
  dark: color,
  light: color,
  highContrast: color,
  highContrastLight: color,
});

const each = (
  dark: string,
  light: string,
  highContrast: string,
  highContrastLight: string,
): ColorContribution['defaults'] => ({ dark, light, highContrast, highContrastLight });

export const colors: readonly ColorContribution[] = [
  {
    id: 'elboLens.reconstruction',
    description: 'Reconstruction: log p(x|z) and its loss, in charts, tables and formulas.',
    defaults: each('charts.blue', 'charts.blue', '#59a4f9', '#0063d3'),
  },
  {
    id: 'elboLens.kl',
    description: 'KL, q(z|x), p(z) and beta, in charts, tables and formulas.',
    defaults: each('#e9973f', '#a34f00', '#ffa94d', '#8f4000'),
  },
  {
    id: 'elboLens.total',
    description: 'The negative ELBO, drawn as a line.',
    defaults: same('foreground'),
  },
  {
    id: 'elboLens.gap',
    description: 'The distance between two bounds.',
    defaults: same('charts.purple'),
  },
  {
    id: 'elboLens.exact',
    description: 'Something checked or exact, and a run in progress.',
    defaults: each('#89d185', '#2b7327', '#89d185', '#2b5a06'),
  },
  {
    id: 'elboLens.link1',
    description: 'First link between code and formula (letter A).',
    defaults: each('#4ec9b0', '#007a68', '#4ec9b0', '#006b5b'),
  },
  {
    id: 'elboLens.link2',
    description: 'Second link between code and formula (letter B).',
    defaults: each('#e58fd6', '#a1268f', '#f0a0e4', '#8a1f7a'),
  },
  {
    id: 'elboLens.link3',
    description: 'Third link between code and formula (letter C).',
    defaults: each('#d9c06a', '#77620a', '#e8d27a', '#5f4f00'),
  },
];
