// Learn: the walkthrough of four questions.

import { commands } from 'vscode';
import { learnWalkthrough } from '../contributions/walkthroughs.ts';
import type { Command } from '../services.ts';

export const learn: Command = () =>
  commands.executeCommand(
    'workbench.action.openWalkthrough',
    `elbo-lens.elbo-lens#${learnWalkthrough}`,
    false,
  );
