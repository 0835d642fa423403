// Export Run: what a run measured or learned, in a form that a person picks, as a file or a folder.

import { commands, Uri, window } from 'vscode';
import { formatCount } from '../../elbo/format.ts';
import type { ExportedFile, Exporter } from '../../export/exporter.ts';
import { exporters } from '../../export/index.ts';
import type { RunSnapshot } from '../../protocol/run.ts';
import { askForFile, askForFolder, writeExport } from '../exporting.ts';
import { fileStem } from '../fileStem.ts';
import type { Command, Services } from '../services.ts';
import { fileName } from '../workspaceConfigs.ts';
import { findRun } from './runArgument.ts';

/** What a script or a test says instead of being asked. */
interface ExportWish {
  readonly run: string;
  /** Id of an exporter, or `png`. */
  readonly as: string;
  /** The file, or the folder, to write. */
  readonly to: string;
}

/** Charts are drawn by a page, so they are no entry of the registry. */
const charts = {
  id: 'png',
  label: 'Charts as PNG',
  detail: 'A folder with every chart of the trainer panel, in the colours of the current theme.',
  form: 'folder',
} as const;

type Choice = Exporter | typeof charts;
const choices: readonly Choice[] = [...exporters, charts];

export const exportRun: Command = async (services, argument) => {
  const wish = isWish(argument) ? argument : undefined;
  const run = findRun(services, wish?.run ?? argument);
  if (!run) return false;
  const choice = wish ? choices.find(({ id }) => id === wish.as) : await pick(run);
  if (!choice) return false;
  const files =
    'needs' in choice ? await filesOf(services, run, choice) : await services.charts.draw(run.id);
  if (!files) return false;
  const target = wish ? Uri.parse(wish.to) : await ask(run, choice);
  if (!target || !(await writeExport(target, files, choice.form))) return false;
  if (!wish) void sayDone(target, choice);
  return true;
};

const isWish = (value: unknown): value is ExportWish =>
  typeof value === 'object' && value !== null && 'as' in value && 'to' in value;

async function pick(run: RunSnapshot): Promise<Choice | undefined> {
  const items = choices.map((choice) => ({
    choice,
    label: choice.label,
    detail: choice.detail,
    description: stepOf(choice, run),
  }));
  const picked = await window.showQuickPick(items, {
    placeHolder: `Export "${run.name}" as`,
    matchOnDetail: true,
  });
  return picked?.choice;
}

/** What of the run goes out, where it is not its latest state: weights are those of the last checkpoint. */
const stepOf = (choice: Choice, { checkpointStep }: RunSnapshot): string =>
  'needs' in choice && choice.needs === 'weights' && checkpointStep !== null
    ? `step ${formatCount(checkpointStep)}`
    : '';

const ask = (run: RunSnapshot, choice: Choice): Promise<Uri | undefined> =>
  choice.form === 'file'
    ? askForFile(run, `${fileStem(run.name)}.${choice.extension}`, choice.extension)
    : askForFolder(run, `${fileStem(run.name)}-${choice.id}`);

async function filesOf(
  { keeping }: Services,
  run: RunSnapshot,
  exporter: Exporter,
): Promise<readonly ExportedFile[] | undefined> {
  if (exporter.needs === 'history') return exporter.write(run);
  const checkpoint = await keeping.checkpoints.find(run.id, run.columns.kl.length);
  if (checkpoint && run.data) return exporter.write(run, checkpoint);
  void window.showInformationMessage(
    run.live
      ? `"${run.name}" has no checkpoint yet. Pause it: its weights are kept then.`
      : `"${run.name}" has no trained weights: it ended before any were kept.`,
  );
  return undefined;
}

async function sayDone(target: Uri, { form }: Choice): Promise<void> {
  const show = form === 'file' ? 'Open' : 'Show in Explorer';
  const answer = await window.showInformationMessage(`Exported ${fileName(target)}.`, show);
  if (answer === undefined) return;
  await commands.executeCommand(form === 'file' ? 'vscode.open' : 'revealInExplorer', target);
}
