// ELBO: Learn, a walkthrough of the editor's own: four questions, each with a figure of the panel that answers it, and
// links that open the panel at what is asked. The figures are saved from the panels by `scripts/gallery/questions.ts`.

import type { PageParameters } from '../../protocol/explain.ts';
import type { CommandId } from './commands.ts';

/** A button: a command, at parameters of the page it opens. */
export interface Link {
  readonly label: string;
  readonly command: CommandId;
  readonly parameters?: PageParameters;
}

export interface Step {
  readonly id: string;
  /** Short enough for one line of the list. */
  readonly title: string;
  /** Paragraphs. */
  readonly says: readonly string[];
  readonly links: readonly [Link, ...Link[]];
  /** The figure in `media/walkthrough`, and what it shows. */
  readonly figure: string;
  readonly shows: string;
}

export const learnWalkthrough = 'learn';

export const learnSteps: readonly Step[] = [
  {
    id: 'expectation',
    title: 'What does the subscript of E mean?',
    says: [
      'It names what is random: z, drawn from the encoder q(z|x) at one x. x and the weights stay fixed.',
      'A loss takes one draw for each datum: right on average, with noise that the batch averages away.',
    ],
    links: [
      { label: 'Draw z and average', command: 'elboLens.showExpectation' },
      {
        label: 'With two dimensions of z',
        command: 'elboLens.showExpectation',
        parameters: { latent: 2, decoder: 'square' },
      },
    ],
    figure: 'expectation',
    shows:
      'q(z|x) with draws, log p(x|z) at each of them, and the product, whose area is the average.',
  },
  {
    id: 'density',
    title: 'A density or a probability?',
    says: [
      'How can p(x|z) be evaluated where the probability of x is 0? For a real-valued x it is a density: the probability of a short interval, over its width. It may exceed 1, and then the loss is negative.',
      'Change the unit of x and log p moves by log a for each dimension; probabilities and the KL stay.',
    ],
    links: [
      {
        label: 'Why is my loss negative?',
        command: 'elboLens.showDensity',
        parameters: { question: 'negative' },
      },
      {
        label: 'Probability of one exact x?',
        command: 'elboLens.showDensity',
        parameters: { question: 'point' },
      },
      {
        label: 'Pixels from 0 to 255 or to 1?',
        command: 'elboLens.showDensity',
        parameters: { question: 'units' },
      },
    ],
    figure: 'density',
    shows: 'A density of height 4 and an interval: its area is a probability, its height is none.',
  },
  {
    id: 'derivation',
    title: 'Cross-entropy or squared error?',
    says: [
      'Each is −log p(x|z) of another family, up to a constant and a scale. What is left out is struck through, with its value in nats.',
      'With the cursor on a line of a loss, the last step is that line.',
    ],
    links: [
      {
        label: 'From a Bernoulli to cross-entropy',
        command: 'elboLens.showDerivation',
        parameters: { derivation: 'bernoulli-logits' },
      },
      {
        label: 'From a Gaussian to the squared error',
        command: 'elboLens.showDerivation',
        parameters: { derivation: 'gaussian-fixed-scale' },
      },
      { label: 'Derive the line at the cursor', command: 'elboLens.showDerivation' },
      {
        label: 'Cross-entropy on grey pixels?',
        command: 'elboLens.showDensity',
        parameters: { question: 'bce' },
      },
    ],
    figure: 'cross-entropy',
    shows:
      'Cross-entropy on values between 0 and 1 as a curve whose area is not 1, and the curve that mends it.',
  },
  {
    id: 'model',
    title: 'A model or a probability?',
    says: [
      'How can p(x|z) be both? It is one function of two arguments, and what is held fixed decides what to call it.',
      'z fixed: a density of x, of area 1. x fixed: a likelihood of z, whose area is not 1. Neither: a model. Both: a number, which a loss adds up.',
    ],
    links: [
      { label: 'Hold one of them fixed', command: 'elboLens.showModel' },
      {
        label: 'For an x that is 0 or 1',
        command: 'elboLens.showModel',
        parameters: { family: 'bernoulli', x: 1 },
      },
    ],
    figure: 'model',
    shows: 'p(x|z) over z and x, with the slice along x, of area 1, and the slice along z.',
  },
];

const target = ({ command, parameters }: Link): string =>
  parameters
    ? `command:${command}?${encodeURIComponent(JSON.stringify([parameters]))}`
    : `command:${command}`;

/** As the manifest has it: a link on a line of its own is a button. */
export const walkthroughs = [
  {
    id: learnWalkthrough,
    title: 'What a variational loss computes',
    description: 'Four questions about E_q(z|x)[log p(x|z)], each with a panel to touch.',
    steps: learnSteps.map(({ id, title, says, links, figure, shows }) => ({
      id,
      title,
      description: [...says, ...links.map((link) => `[${link.label}](${target(link)})`)].join('\n'),
      media: { svg: `media/walkthrough/${figure}.svg`, altText: shows },
      completionEvents: [...new Set(links.map(({ command }) => `onCommand:${command}`))],
    })),
  },
];
