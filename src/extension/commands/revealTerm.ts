// Reveal Term: the line of code behind a term of a run, from the dashboard. The argument is the run and the term: `id kl`.

import { commands, Uri, window } from 'vscode';
import type { CommandId } from '../contributions/commands.ts';
import { linkedLoss } from '../linked/codeLink.ts';
import type { TermName } from '../linked/runsOfCode.ts';
import type { Command } from '../services.ts';
import type { CodeArgument } from './codeArgument.ts';

export const revealTerm: Command = async ({ store, code }, argument) => {
  if (typeof argument !== 'string') return;
  const [id = '', term] = argument.split(' ');
  const run = store.get(id);
  if (!run || !isTerm(term)) return;
  const linked = await linkedLoss(code, Uri.parse(run.configUri), run.experiment.code);
  if (!linked) return;
  if ('problem' in linked) {
    void window.showWarningMessage(`The code of "${run.name}": ${linked.problem}`);
    return;
  }
  const { places, span } = linked.loss;
  const place = linked.code.placeOf(places[term] ?? span);
  if (!place) return;
  const target: CodeArgument = {
    uri: place.document.uri.toString(),
    from: place.from,
    to: place.to,
  };
  await commands.executeCommand('elboLens.revealCode' satisfies CommandId, target);
};

const isTerm = (term: string | undefined): term is TermName =>
  term === 'reconstruction' || term === 'kl' || term === 'total';
