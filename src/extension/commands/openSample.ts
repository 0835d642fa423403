// Open Sample: a config on generated data, which needs no files, ready to train in a new editor.

import type { Template } from '../../config/starters/template.ts';
import { templates } from '../../config/templates.ts';
import { parseExperiment } from '../../config/parse.ts';
import { dataPaths } from '../../config/targets.ts';
import type { Command } from '../services.ts';
import { choose } from './newConfig.ts';

const needsNoFiles = ({ text, id }: Template): boolean => {
  const { experiment } = parseExperiment(text, { format: 'yaml', fileName: id });
  return experiment !== null && dataPaths(experiment.data).length === 0;
};

export const openSample: Command = (_, argument) =>
  choose('Sample to open', templates.filter(needsNoFiles), argument);
