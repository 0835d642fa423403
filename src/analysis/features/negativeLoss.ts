// Why is my loss negative? The four causes there are, in the order to look for them, each ruled out or not for this
// loss.

import type { LossModel, Term } from '../recognition/term.ts';
import type { Answer } from './hoverView.ts';
import { familyWords } from './words.ts';
import { isNegative } from './wordsOfNumbers.ts';

export function negativeLossAnswer(
  loss: LossModel | null,
  likelihood: Term | undefined,
): Answer | null {
  if (!loss || !likelihood) return null;
  const causes = [sign(loss), density(likelihood), support(likelihood), noise(loss)];
  const words = (isOpen: boolean): readonly string[] =>
    causes.flatMap((cause) => (cause?.isOpen === isOpen ? [cause.words] : []));
  const looked = words(true).join(', or ');
  const out = words(true).length > 1 ? [] : words(false);
  return {
    question: 'Why is my loss negative?',
    answer: [
      looked === '' ? 'It should not be.' : `Look for ${looked}.`,
      out.length > 0 ? ` Ruled out: ${out.join(', ')}.` : '',
    ],
  };
}

interface Cause {
  readonly words: string;
  /** Not ruled out for this loss. */
  readonly isOpen: boolean;
}

function sign({ sign: written, effectiveBeta }: LossModel): Cause {
  if (written === '-') return { words: 'the sign (it is the bound)', isOpen: true };
  const isTurned = effectiveBeta !== null && isNegative(effectiveBeta);
  return { words: isTurned ? 'the sign (the KL is subtracted)' : 'a wrong sign', isOpen: isTurned };
}

function density({ family, droppedConstant }: Term): Cause | null {
  const { measure } = familyWords(family);
  if (measure === 'mass') return null;
  // The squared or absolute error alone has 0 for a floor.
  const isError = (family === 'gaussian_fixed' || family === 'laplace') && droppedConstant !== null;
  const isOpen = !isError && measure !== 'none';
  return { words: isOpen ? 'a density above 1 (no mistake)' : 'a density above 1', isOpen };
}

function support({ family }: Term): Cause | null {
  return family.startsWith('bernoulli')
    ? { words: 'data outside [0, 1] (no floor then)', isOpen: true }
    : null;
}

function noise({ terms }: LossModel): Cause {
  const isOpen = terms.some(({ kind, family }) => kind === 'kl' && family === 'monte_carlo');
  return {
    words: isOpen ? 'noise (the KL is sampled)' : 'noise',
    isOpen,
  };
}
