// Open Trainer: the large view beside the editor, on the run in progress or the shown one.

import type { Command } from '../services.ts';

export const openTrainer: Command = ({ trainerPanel }) => trainerPanel.reveal();
