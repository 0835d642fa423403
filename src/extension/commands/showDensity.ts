// Density versus Probability: the page, at the family and scale of a loss where a link comes from one.

import type { Command } from '../services.ts';
import { parametersFrom } from '../panels/pageArgument.ts';

export const showDensity: Command = async (services, argument) =>
  services.densityPanel.show(await parametersFrom(services, argument));
