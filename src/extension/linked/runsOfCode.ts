// Which run trains the loss of a document, and what each of its terms is now.

import { Uri } from 'vscode';
import type { Disposable, TextDocument } from 'vscode';
import type { Trainable } from '../../analysis/features/trainable.ts';
import type { Span } from '../../analysis/syntax/ast.ts';
import { parseCodeReference } from '../../config/codeReference.ts';
import { recentTerms } from '../../protocol/recentTerms.ts';
import type { RunSnapshot } from '../../protocol/run.ts';
import { Emitter } from '../emitter.ts';
import type { AnalysedCode } from '../providers/analysedCode.ts';
import { isInProgress, type RunStore } from '../runs/runStore.ts';
import { codeUri, isDocumentOf } from './codeLink.ts';

export type TermName = keyof Trainable['places'];

/** A term of the loss a run trains, where it stands in the analysed text. */
export interface TrainedTerm {
  readonly name: TermName;
  readonly span: Span;
  readonly run: RunSnapshot;
  /** Nats per datum, a mean over the last steps; the total is −ELBO. */
  readonly value: number;
}

/** Hints move with every refresh: more often than this nobody reads them. */
const refreshMs = 1000;

export class RunsOfCode implements Disposable {
  readonly #store: RunStore;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #timer: TimerHandle | undefined;

  /** What a run says of code is another. */
  readonly onDidChange = this.#changed.event;

  constructor(store: RunStore) {
    this.#store = store;
    this.#subscription = store.onDidChange(({ runId, kind }) => {
      if (kind !== 'removed' && store.get(runId)?.experiment.code === undefined) return;
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#changed.fire();
      }, refreshMs);
    });
  }

  /** The run in progress, else the one that is shown, else the last: whichever names this document. */
  of(document: TextDocument): RunSnapshot | null {
    const { inProgress, shown } = this.#store;
    const runs = [inProgress, shown, ...this.#store.list()];
    return runs.find((run) => run !== undefined && isAbout(run, document)) ?? null;
  }

  /** The terms a run trains, each where it stands. */
  termsIn(document: TextDocument, code: AnalysedCode): readonly TrainedTerm[] {
    const run = this.of(document);
    const reference = run && parseCodeReference(run.experiment.code ?? '');
    const recent = run && recentTerms(run);
    if (!run || !reference || !recent) return [];
    const loss = code.reading.lossNamed(code.analysis, reference.symbol);
    if (!loss) return [];
    const { places } = code.reading.trainableOf(code.analysis, loss);
    const values = {
      reconstruction: recent.reconstructionLoss,
      kl: recent.kl,
      total: recent.total,
    };
    return (['reconstruction', 'kl', 'total'] as const).flatMap((name) => {
      const span = places[name];
      return span ? [{ name, span, run, value: values[name] }] : [];
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }
}

export const isTraining = ({ live, state }: RunSnapshot): boolean => live && isInProgress(state);

function isAbout({ experiment, configUri }: RunSnapshot, document: TextDocument): boolean {
  const reference = parseCodeReference(experiment.code ?? '');
  return reference !== null && isDocumentOf(codeUri(Uri.parse(configUri), reference), document);
}
