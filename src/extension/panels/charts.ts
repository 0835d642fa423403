// Charts as pictures: drawn by the page that shows them, since only it knows the theme's colours.

import { window } from 'vscode';
import type { ExportedFile } from '../../export/exporter.ts';
import type { RunId } from '../../protocol/run.ts';
import type { RunStore } from '../runs/runStore.ts';
import type { TrainerPanel } from './trainerPanel.ts';

/** A page that was just opened loads first. */
const patienceMs = 15_000;

export class Charts {
  readonly #store: RunStore;
  readonly #panel: TrainerPanel;
  readonly #listening: { dispose(): void };
  #take: ((files: readonly ExportedFile[] | undefined) => void) | undefined;

  constructor(store: RunStore, panel: TrainerPanel) {
    this.#store = store;
    this.#panel = panel;
    this.#listening = panel.onDidDraw((files) => this.#take?.(files));
  }

  /** The charts of a run as the trainer panel draws them; undefined if none came, which is said. */
  async draw(id: RunId): Promise<readonly ExportedFile[] | undefined> {
    const { inProgress } = this.#store;
    if (inProgress && inProgress.id !== id) {
      void window.showInformationMessage(
        `The trainer panel shows "${inProgress.name}", which is in progress. Its charts can be exported; those of other runs once it has ended.`,
      );
      return undefined;
    }
    this.#store.show(id);
    const files = await new Promise<readonly ExportedFile[] | undefined>((resolve) => {
      const timer = setTimeout(() => this.#take?.(undefined), patienceMs);
      this.#take = (drawn) => {
        clearTimeout(timer);
        this.#take = undefined;
        resolve(drawn);
      };
      this.#panel.requestCharts();
    });
    if (!files) void window.showErrorMessage('The trainer panel did not draw its charts in time.');
    return files;
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
