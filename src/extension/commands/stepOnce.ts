// Step Once: a paused run takes one step and pauses again.

import type { Command } from '../services.ts';

export const stepOnce: Command = ({ trainer }) => trainer.control({ kind: 'stepOnce' });
