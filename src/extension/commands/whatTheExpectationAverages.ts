// What the Expectation Averages: the encoder, the likelihood as a function of z, and their average, to touch.

import type { Command } from '../services.ts';

export const whatTheExpectationAverages: Command = ({ expectationPanel }, argument) =>
  expectationPanel.show(argument);
