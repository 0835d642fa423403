// The pages a webview can show, by the kind the host writes on its body.

import type { PanelKind } from '../../protocol/messages.ts';
import { compare } from './compare.ts';
import { dashboard } from './dashboard.ts';
import type { Panel } from './panel.ts';
import { trainer } from './trainer.ts';

export const panels = { dashboard, trainer, compare } as const satisfies Record<PanelKind, Panel>;
