// Pause: the worker rests after the step it is in, and keeps everything.

import type { Command } from '../services.ts';

export const pause: Command = ({ trainer }) => trainer.control({ kind: 'pause' });
