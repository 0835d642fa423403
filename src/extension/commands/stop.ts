// Stop: the run ends for good; what it measured stays.

import type { Command } from '../services.ts';

export const stop: Command = ({ trainer }) => trainer.control({ kind: 'stop' });
