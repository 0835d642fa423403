// What the Expectation Averages: the encoder, the likelihood as a function of z, and their average, to touch.

import type { PageParameters } from '../../protocol/explain.ts';
import type { Command } from '../services.ts';

const isParameters = (argument: unknown): argument is PageParameters =>
  typeof argument === 'object' &&
  argument !== null &&
  Object.values(argument).every((value) => typeof value === 'string' || typeof value === 'number');

export const showExpectation: Command = ({ expectationPanel }, argument) =>
  expectationPanel.show(isParameters(argument) ? argument : null);
