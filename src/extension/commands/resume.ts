// Resume: a paused run trains on.

import type { Command } from '../services.ts';

export const resume: Command = ({ trainer }) => trainer.control({ kind: 'resume' });
