// Model or Probability: the page, at the family and scale of a loss where a link comes from one.

import type { Command } from '../services.ts';
import { parametersFrom } from '../panels/pageArgument.ts';

export const showModel: Command = async (services, argument) =>
  services.modelPanel.show(await parametersFrom(services, argument));
