// Where a config and the code it names disagree, marked in both with both numbers; and where the code is not found.

import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  languages,
  Location,
  TabInputText,
  window,
  workspace,
} from 'vscode';
import { Uri } from 'vscode';
import type { DiagnosticCollection, Disposable, TextDocument } from 'vscode';
import type { Configured } from '../../analysis/features/agreement.ts';
import type { Experiment } from '../../config/experiment.ts';
import { findPath } from '../../config/find.ts';
import { klWeight } from '../../config/objectiveWeights.ts';
import { formatOf } from '../../config/parse.ts';
import { diagnosticSource, toRange } from '../convert.ts';
import { isConfigDocument, type Documents } from '../documents.ts';
import { rangeOf } from '../providers/analysedCode.ts';
import type { CodeDocuments } from '../providers/codeDocuments.ts';
import { fileName, findConfigs, onDidChangeConfigs } from '../workspaceConfigs.ts';
import { linkedLoss, type LinkedLoss } from './codeLink.ts';

const quietAfterMs = 400;
const code = 'code-and-config-disagree';

/** A config that names code, before it is read as one. */
const namesCode = /^\s*"?code"?\s*:/mu;

/** Marks by document, as one config makes them. */
type Marks = ReadonlyMap<Uri, readonly Diagnostic[]>;

export class Agreement implements Disposable {
  readonly #documents: Documents;
  readonly #code: CodeDocuments;
  readonly #collection: DiagnosticCollection;
  readonly #subscriptions: readonly Disposable[];
  /** By config. */
  readonly #marks = new Map<string, Marks>();
  /** Configs of the workspace that name code, open or not; looked for once there is code to be held against. */
  #linked: Promise<readonly Uri[]> | null = null;
  #timer: TimerHandle | undefined;
  #round = 0;

  constructor(documents: Documents, codeDocuments: CodeDocuments) {
    this.#documents = documents;
    this.#code = codeDocuments;
    this.#collection = languages.createDiagnosticCollection('elboLens.code');
    this.#subscriptions = [
      this.#collection,
      codeDocuments.onDidChange(() => this.#soon()),
      onDidChangeConfigs(() => {
        this.#linked = null;
        this.#soon();
      }),
      workspace.onDidOpenTextDocument((document) => this.#soonFor(document)),
      workspace.onDidCloseTextDocument((document) => this.#soonFor(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#soonFor(document)),
    ];
    this.#soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #soonFor(document: TextDocument): void {
    if (isConfigDocument(document) || this.#code.isCode(document)) this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), quietAfterMs);
  }

  /** Reads every config that names code; a later round overtakes this one. */
  async #refresh(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const configs = await this.#configs();
    const found = await Promise.all(configs.map((config) => this.#marksOf(config)));
    if (round !== this.#round) return;
    this.#marks.clear();
    for (const [i, marks] of found.entries())
      this.#marks.set(configs[i]?.uri.toString() ?? '', marks);
    this.#show();
  }

  async #configs(): Promise<readonly TextDocument[]> {
    const open = workspace.textDocuments.filter(
      (document) => isConfigDocument(document) && isInTab(document),
    );
    if (!workspace.textDocuments.some((document) => this.#code.isCode(document))) return open;
    this.#linked ??= configsThatNameCode();
    const others = (await this.#linked).filter(
      (uri) => !open.some((document) => document.uri.toString() === uri.toString()),
    );
    const read = await Promise.all(others.map(async (uri) => openedOrNull(uri)));
    return [...open, ...read.filter((document) => document !== null)];
  }

  #show(): void {
    const all = new Map<string, { uri: Uri; diagnostics: Diagnostic[] }>();
    for (const marks of this.#marks.values()) {
      for (const [uri, diagnostics] of marks) {
        const entry = all.get(uri.toString()) ?? { uri, diagnostics: [] };
        entry.diagnostics.push(...diagnostics);
        all.set(uri.toString(), entry);
      }
    }
    this.#collection.clear();
    for (const { uri, diagnostics } of all.values()) this.#collection.set(uri, diagnostics);
  }

  async #marksOf(config: TextDocument): Promise<Marks> {
    const { experiment } = this.#documents.parsed(config);
    if (experiment?.code === undefined) return new Map();
    const linked = await linkedLoss(this.#code, config.uri, experiment.code);
    if (!linked) return new Map();
    if ('problem' in linked)
      return new Map([[config.uri, [markAt(config, 'code', linked.problem, 'code-not-found')]]]);
    return disagreementMarks(config, experiment, linked);
  }
}

/** The editor keeps documents a while after it has closed them, or their files have gone. */
const isInTab = ({ uri }: TextDocument): boolean =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());

async function configsThatNameCode(): Promise<readonly Uri[]> {
  const uris = (await findConfigs()).map(({ uri }) => Uri.parse(uri));
  const texts = await Promise.all(uris.map(async (uri) => textOrNull(uri)));
  return uris.filter((_, at) => namesCode.test(texts[at] ?? ''));
}

async function textOrNull(uri: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

/** Null where it has gone meanwhile. */
async function openedOrNull(uri: Uri): Promise<TextDocument | null> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return null;
  }
}

function disagreementMarks(
  config: TextDocument,
  experiment: Experiment,
  { code: analysed, loss, reference }: LinkedLoss,
): Marks {
  const marks = new Map<Uri, Diagnostic[]>();
  const add = (uri: Uri, diagnostic: Diagnostic): void => {
    marks.set(uri, [...(marks.get(uri) ?? []), diagnostic]);
  };
  const name = fileName(config.uri);
  for (const one of analysed.reading.disagreements(loss, configuredBy(experiment))) {
    const place = analysed.placeOf(one.span);
    if (!place) continue;
    const range = rangeOf(place);
    const inConfig = markAt(
      config,
      one.path,
      `The ${one.what}: ${one.inConfig} here, ${one.inCode} in ${reference.path}, ${analysed.where(one.span.from)}. ` +
        'The run trains what stands here.',
      code,
    );
    inConfig.relatedInformation = [
      new DiagnosticRelatedInformation(
        new Location(place.document.uri, range),
        `${one.inCode} in the code`,
      ),
    ];
    const inCode = new Diagnostic(
      range,
      `The ${one.what}: ${one.inCode} here, ${one.inConfig} in ${name}, which says it is about this loss.`,
      DiagnosticSeverity.Information,
    );
    inCode.source = diagnosticSource;
    inCode.code = code;
    inCode.relatedInformation = [
      new DiagnosticRelatedInformation(
        new Location(config.uri, inConfig.range),
        `${one.inConfig} in the config`,
      ),
    ];
    add(config.uri, inConfig);
    add(place.document.uri, inCode);
  }
  return marks;
}

function markAt(config: TextDocument, path: string, message: string, id: string): Diagnostic {
  const span = findPath(config.getText(), formatOf(config.uri.path), path) ?? { start: 0, end: 0 };
  const diagnostic = new Diagnostic(
    toRange(config, span),
    message,
    id === code ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning,
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = id;
  return diagnostic;
}

/** What a config says of what code says too. */
function configuredBy({ likelihood, model, objective }: Experiment): Configured {
  const { family, scale, sigma } = likelihood;
  const beta = klWeight(objective);
  const isWeight = objective.kind !== 'capacity' && objective.kind !== 'free-bits';
  return {
    family,
    sigma: family === 'normal' && scale === 'fixed' && typeof sigma === 'number' ? sigma : null,
    beta: isWeight && typeof beta === 'number' ? beta : null,
    latent: model.latent,
  };
}
