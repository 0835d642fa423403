// Composition root: builds every part once, registers it and hands out the API. Nothing is read or computed here,
// so that activation costs next to nothing; past runs are read in the background.

import { commands, languages, Uri, window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { ElboLensApi, Paint } from './api.ts';
import { commandHandlers } from './commands/index.ts';
import { revealDashboard } from './commands/showDashboard.ts';
import { createContextKeys } from './contextKeys.ts';
import {
  compareViewType,
  dashboardViewId,
  lossViewId,
  runsViewId,
  trainerViewType,
} from './contributions/menus.ts';
import { configSelector, Documents } from './documents.ts';
import { Emitter } from './emitter.ts';
import { CodeDiagnostics } from './findings/codeDiagnostics.ts';
import { CodeFindings } from './findings/codeFindings.ts';
import { CodeFixes } from './findings/codeFixes.ts';
import { Agreement } from './linked/agreement.ts';
import { RunsOfCode } from './linked/runsOfCode.ts';
import { FormulaImages } from './math/formulaImages.ts';
import { commonHandlers } from './panels/commonHandlers.ts';
import { Charts } from './panels/charts.ts';
import { ComparePanel } from './panels/comparePanel.ts';
import { freshNonce } from './panels/html.ts';
import { PagePanel } from './panels/pagePanel.ts';
import { PanelHost } from './panels/panelHost.ts';
import { TrainerPanel } from './panels/trainerPanel.ts';
import { ConfigActions } from './providers/actions.ts';
import { CodeDocuments, codeSelector } from './providers/codeDocuments.ts';
import { CodeHover } from './providers/codeHover.ts';
import { LossInlayHints } from './providers/codeInlayHints.ts';
import { LossLenses } from './providers/codeLenses.ts';
import { LossOutline } from './providers/codeOutline.ts';
import { createLossStatus } from './providers/codeStatus.ts';
import { completionTriggers, ConfigCompletion } from './providers/completion.ts';
import { Diagnostics } from './providers/diagnostics.ts';
import { ConfigHover } from './providers/hover.ts';
import { SizeMemory } from './providers/sizeMemory.ts';
import { TrainLens } from './providers/lenses.ts';
import { Resumer } from './resumer.ts';
import { followOwnership } from './runs/ownedRuns.ts';
import { createRunKeeping } from './runs/runKeeping.ts';
import { sharedStoragePath } from './runs/sharedStorage.ts';
import { RunStore } from './runs/runStore.ts';
import { storageFolder } from './runs/storageFolder.ts';
import type { Services } from './services.ts';
import { Trainer } from './trainer.ts';
import { DerivationPanel } from './derivation/derivationPanel.ts';
import { DashboardView } from './views/dashboardView.ts';
import { createProgress } from './views/progress.ts';
import { RunsTree } from './views/runsTree.ts';
import { createStatusBar } from './views/statusBar.ts';

let flush: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): ElboLensApi {
  const startedMs = performance.now();
  const log = window.createOutputChannel('ELBO Lens', { log: true });
  const store = new RunStore(Date.now);
  const documents = new Documents();
  const painted = new Emitter<Paint>();
  const host = new PanelHost(context.extensionUri, log);
  const control = (wish: Parameters<Trainer['control']>[0]): boolean => trainer.control(wish);
  const common = commonHandlers(store, log, painted, control);
  const storage = context.storageUri ?? context.globalStorageUri;
  const folder = Uri.joinPath(storage.with({ path: sharedStoragePath(storage.path) }), 'runs');
  // The editor's name of its session is the same in every window where it is not to be known.
  const keeping = createRunKeeping(store, storageFolder(folder), freshNonce(), log);
  flush = keeping.flush;
  const trainerPanel = new TrainerPanel(
    host,
    store,
    context.extensionUri,
    common('trainer'),
    keeping.keep,
  );
  const dashboard = new DashboardView(host, store, common('dashboard'));
  const trainer = new Trainer(documents, store, trainerPanel, dashboard, () =>
    revealDashboard(true),
  );
  const lens = new TrainLens(documents);
  const runsTree = new RunsTree(store);
  const resumer = new Resumer(store, trainerPanel, trainer, keeping);

  const sizes = new SizeMemory(context.workspaceState);
  const code = new CodeDocuments(context.extensionUri, sizes);
  const formulas = new FormulaImages(context.extensionUri, log);
  const lossLenses = new LossLenses(code, () => formulas.warm());
  const runsOfCode = new RunsOfCode(store);
  const lossHints = new LossInlayHints(code, runsOfCode);
  const lossOutline = new LossOutline(code);

  const derivationPanel = new DerivationPanel(host, context.extensionUri, code, log, painted);

  const page = (kind: 'expectation' | 'density' | 'model', title: string): PagePanel =>
    new PagePanel(kind, title, host, context.extensionUri, log, painted);
  const expectationPanel = page('expectation', 'What the Expectation Averages');
  const densityPanel = page('density', 'Density versus Probability');
  const modelPanel = page('model', 'Model or Probability');

  const { extensionUri } = context;
  const findings = new CodeFindings(code);
  const diagnostics = new CodeDiagnostics(code, findings);
  const comparePanel = new ComparePanel(host, store, context.extensionUri, common('compare'));
  const charts = new Charts(store, trainerPanel);
  const services: Services = {
    documents,
    code,
    findings,
    diagnostics,
    extensionUri,
    store,
    keeping,
    trainer,
    resumer,
    trainerPanel,
    derivationPanel,
    expectationPanel,
    densityPanel,
    modelPanel,
    comparePanel,
    charts,
    log,
  };
  for (const [id, command] of Object.entries(commandHandlers)) {
    const run = (argument?: unknown, selected?: unknown): unknown =>
      command(services, argument, selected);
    context.subscriptions.push(commands.registerCommand(id, run));
  }
  context.subscriptions.push(
    log,
    keeping.storage,
    resumer,
    followOwnership(store, keeping.owners, (id) => trainerPanel.abandon(id)),
    trainerPanel,
    derivationPanel,
    expectationPanel,
    densityPanel,
    modelPanel,
    comparePanel,
    charts,
    window.registerWebviewPanelSerializer(trainerViewType, {
      deserializeWebviewPanel: async (panel) => trainerPanel.adopt(panel),
    }),
    window.registerWebviewPanelSerializer(compareViewType, {
      deserializeWebviewPanel: async (panel, memory) => comparePanel.adopt(panel, memory),
    }),
    window.onDidChangeWindowState(({ focused }) => {
      // Another window on the same folder may have trained or deleted runs meanwhile.
      if (focused) void keeping.storage.load();
    }),
    dashboard,
    lens,
    runsTree,
    new Diagnostics(documents, dashboard, store),
    languages.registerCompletionItemProvider(
      configSelector,
      new ConfigCompletion(),
      ...completionTriggers,
    ),
    languages.registerHoverProvider(configSelector, new ConfigHover()),
    languages.registerCodeLensProvider(configSelector, lens),
    languages.registerCodeActionsProvider(configSelector, new ConfigActions(documents), {
      providedCodeActionKinds: ConfigActions.kinds,
    }),
    window.registerWebviewViewProvider(dashboardViewId, dashboard),
    window.createTreeView(runsViewId, { treeDataProvider: runsTree, canSelectMany: true }),
    sizes,
    code,
    lossLenses,
    runsOfCode,
    new Agreement(documents, code),
    lossHints,
    lossOutline,
    findings,
    diagnostics,
    languages.registerCodeActionsProvider(codeSelector, new CodeFixes(findings), {
      providedCodeActionKinds: CodeFixes.kinds,
    }),
    languages.registerHoverProvider(codeSelector, new CodeHover(code, formulas, runsOfCode)),
    languages.registerCodeLensProvider(codeSelector, lossLenses),
    languages.registerInlayHintsProvider(codeSelector, lossHints),
    window.registerTreeDataProvider(lossViewId, lossOutline),
    createLossStatus(code),
    createContextKeys(store),
    createStatusBar(store),
    createProgress(store, [dashboard, trainerPanel], () => control({ kind: 'stop' })),
  );

  return {
    runs: {
      list: () => store.list(),
      get: (id) => store.get(id),
      onDidChange: store.onDidChange,
    },
    train: (uri, options) => trainer.train(uri, options),
    control,
    restored: keeping.storage.load(),
    activateMs: performance.now() - startedMs,
    onDidPaint: painted.event,
  };
}

/** The window closes: what runs in progress measured is kept; the next window says they were cut short. */
export const deactivate = (): Promise<void> | undefined => flush?.();
