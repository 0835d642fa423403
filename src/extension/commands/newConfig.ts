// New Config: a commented starter in a new editor.

import type { Command } from '../services.ts';
import { openSample } from './openSample.ts';

export const newConfig: Command = (services) => openSample(services);
