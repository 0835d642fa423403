// Open Sample: a config on generated data, which needs no files, ready to train in a new editor.

import { templates, type Template } from '../../config/templates.ts';
import { parseExperiment } from '../../config/parse.ts';
import type { Command } from '../services.ts';
import { choose } from './newConfig.ts';

const needsNoFiles = ({ text, id }: Template): boolean => {
  const { experiment } = parseExperiment(text, { format: 'yaml', fileName: id });
  return experiment !== null && experiment.data.source !== 'idx';
};

export const openSample: Command = (_, argument) =>
  choose('Sample to open', templates.filter(needsNoFiles), argument);
