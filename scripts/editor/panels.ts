// Our webviews inside a workbench page. A webview is two nested frames: one that VS Code owns, and in it the one
// that holds our page, whose body says which panel it is.

import type { ElementHandle, Frame, Page } from 'playwright-core';
import { explainKinds, type ExplainKind } from '../../src/protocol/explain.ts';
import type { PanelKind } from '../../src/protocol/messages.ts';

type Kind = PanelKind | ExplainKind;
const kinds: readonly Kind[] = ['trainer', 'dashboard', 'compare', ...explainKinds];

export interface OpenPanel {
  readonly kind: Kind;
  /** Our page. */
  readonly content: Frame;
  /** The element of the workbench that shows it. */
  readonly frame: ElementHandle;
}

/** The panels that have loaded and are visible. */
export async function findPanels(page: Page): Promise<readonly OpenPanel[]> {
  const found: OpenPanel[] = [];
  for (const frame of await page.locator('iframe.webview').elementHandles()) {
    const panel = await panelIn(frame);
    if (panel) found.push(panel);
  }
  return found;
}

/** Null for anything else, and for a page that is being loaded while it is looked at. */
async function panelIn(frame: ElementHandle): Promise<OpenPanel | null> {
  try {
    if (!(await frame.isVisible())) return null;
    const outer = await frame.contentFrame();
    const inner = await outer?.locator('#active-frame').elementHandles();
    const content = await inner?.[0]?.contentFrame();
    const name = await content?.evaluate(() => document.body.dataset['panel']);
    const kind = kinds.find((one) => one === name);
    return content && kind ? { kind, content, frame } : null;
  } catch {
    return null;
  }
}

/** A panel, once it has loaded. */
export async function waitForPanel(page: Page, kind: Kind, timeoutMs = 30_000): Promise<OpenPanel> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const panel = (await findPanels(page)).find((each) => each.kind === kind);
    if (panel !== undefined) return panel;
    if (performance.now() > deadline) throw new Error(`No ${kind} panel within ${timeoutMs} ms.`);
    await page.waitForTimeout(100);
  }
}
