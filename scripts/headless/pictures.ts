// Pictures of a run as it stands in the workbench: the whole window, the trainer panel and the dashboard.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findPanels } from '../editor/panels.ts';

/** Writes the pictures and returns their paths. */
export async function takePictures(
  page: Page,
  folder: string,
  prefix = '',
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const path = (name: string) => join(folder, `${prefix}${name}.png`);
  const paths = [path('workbench')];
  await page.screenshot({ path: path('workbench') });
  for (const { kind, frame } of await findPanels(page)) {
    await frame.screenshot({ path: path(kind) });
    paths.push(path(kind));
  }
  return paths;
}
