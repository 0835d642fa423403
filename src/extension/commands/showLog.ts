// Show Log: the output channel, with what the worker and the pages reported.

import type { Command } from '../services.ts';

export const showLog: Command = ({ log }) => log.show();
