// ELBO: Learn, a walkthrough of the editor's own: four questions, each with the panel that answers it.

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly markdown: string };
  readonly completionEvents: readonly string[];
}

const step = (id: string, title: string, says: string, command: string, button: string): Step => ({
  id,
  title,
  description: `${says}\n[${button}](command:${command})`,
  media: { markdown: `media/walkthrough/${id}.md` },
  completionEvents: [`onCommand:${command}`],
});

export const learnWalkthrough = 'learn';

export const walkthroughs = [
  {
    id: learnWalkthrough,
    title: 'What a variational loss computes',
    description: 'Four questions about E_q(z|x)[log p(x|z)], each with a panel to touch.',
    steps: [
      step(
        'expectation',
        'What does the subscript of E mean?',
        'It names what is random: z, drawn from the encoder. Draw samples and watch their mean meet the integral.',
        'elboLens.showExpectation',
        'Open What the Expectation Averages',
      ),
      step(
        'density',
        'How can p(x|z) exceed 1?',
        'For a real-valued x it is a density. Shrink an interval: its probability goes to 0, and the ratio to p(x) times the width goes to 1.',
        'elboLens.showDensity',
        'Open Density versus Probability',
      ),
      step(
        'derivation',
        'Why cross-entropy here and a squared error there?',
        'Each is −log p(x|z) of another family. Put the cursor on a line of a loss first to see it derived in its own names.',
        'elboLens.showDerivation',
        'Show a derivation',
      ),
      step(
        'model',
        'A model, a likelihood or a probability?',
        'One function of two arguments: what is held fixed decides what to call it.',
        'elboLens.showModel',
        'Open Model or Probability',
      ),
    ],
  },
] as const;
