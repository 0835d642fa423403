// Show Dashboard: opens the side panel; with `preserveFocus` the editor keeps the focus.

import { commands } from 'vscode';
import { dashboardViewId } from '../contributions/menus.ts';
import type { Command } from '../services.ts';

export const revealDashboard = (preserveFocus: boolean): Thenable<unknown> =>
  commands.executeCommand(`${dashboardViewId}.focus`, { preserveFocus });

export const showDashboard: Command = () => revealDashboard(false);
