// Every command: its title, icon and when it can be run. `commands/index.ts` must have a handler for each key,
// and the manifest is generated from this table, so a command cannot exist in one place only.

export interface CommandContribution {
  /** Title case, as in the palette behind the category. */
  readonly title: string;
  readonly icon?: `$(${string})`;
  /** When it can be run; shown greyed elsewhere. Absent: always. */
  readonly enablement?: string;
  /** When the palette lists it. Commands that need an argument are never listed. */
  readonly palette: 'always' | 'never';
}

export const category = 'ELBO';

/** State of the run in progress, else of the run that is shown, else `none`. */
export const runStateKey = 'elboLens.runState';
/** True where that run is over and can go on from a checkpoint. */
export const canResumeKey = 'elboLens.canResume';
/** True once there is any run. */
export const hasRunsKey = 'elboLens.hasRuns';

const inProgress = `${runStateKey} =~ /^(preparing|restoring|training|paused)$/`;

export const commands = {
  'elboLens.train': { title: 'Train from Config', icon: '$(play)', palette: 'always' },
  'elboLens.newConfig': { title: 'New Config', icon: '$(new-file)', palette: 'always' },
  'elboLens.openSample': { title: 'Open Sample', icon: '$(beaker)', palette: 'always' },
  'elboLens.pause': {
    title: 'Pause',
    icon: '$(debug-pause)',
    enablement: `${runStateKey} == training`,
    palette: 'always',
  },
  'elboLens.resume': {
    title: 'Resume',
    icon: '$(debug-continue)',
    enablement: `${runStateKey} == paused || ${canResumeKey}`,
    palette: 'always',
  },
  'elboLens.resumeOnProcessor': {
    title: 'Resume Without the GPU',
    enablement: canResumeKey,
    palette: 'always',
  },
  'elboLens.stepOnce': {
    title: 'Step Once',
    icon: '$(debug-step-over)',
    enablement: `${runStateKey} == paused`,
    palette: 'always',
  },
  'elboLens.stop': {
    title: 'Stop',
    icon: '$(debug-stop)',
    enablement: inProgress,
    palette: 'always',
  },
  'elboLens.showDashboard': { title: 'Show Dashboard', icon: '$(graph)', palette: 'always' },
  'elboLens.openTrainer': {
    title: 'Open Trainer',
    icon: '$(open-preview)',
    enablement: hasRunsKey,
    palette: 'always',
  },
  'elboLens.revealConfig': {
    title: 'Reveal Config',
    icon: '$(go-to-file)',
    enablement: hasRunsKey,
    palette: 'always',
  },
  'elboLens.compareRuns': {
    title: 'Compare Runs…',
    icon: '$(git-compare)',
    enablement: hasRunsKey,
    palette: 'always',
  },
  'elboLens.exportRun': {
    title: 'Export Run…',
    icon: '$(export)',
    enablement: hasRunsKey,
    palette: 'always',
  },
  'elboLens.explainLoss': { title: 'Explain Loss at Cursor', icon: '$(info)', palette: 'always' },
  'elboLens.showDerivation': {
    title: 'Show Derivation',
    icon: '$(symbol-operator)',
    palette: 'always',
  },
  'elboLens.showExpectation': {
    title: 'What the Expectation Averages',
    icon: '$(pulse)',
    palette: 'always',
  },
  'elboLens.showDensity': {
    title: 'Density versus Probability',
    icon: '$(graph-line)',
    palette: 'always',
  },
  'elboLens.showModel': { title: 'Model or Probability', icon: '$(layers)', palette: 'always' },
  'elboLens.learn': { title: 'Learn', icon: '$(mortar-board)', palette: 'always' },
  'elboLens.trainThisLoss': { title: 'Train This Loss…', icon: '$(play)', palette: 'always' },
  'elboLens.copyLatex': { title: 'Copy Equation at Cursor as LaTeX', palette: 'always' },
  'elboLens.copyMarkdown': { title: 'Copy Explanation at Cursor as Markdown', palette: 'always' },
  'elboLens.checkWorkspace': { title: 'Check Workspace', icon: '$(checklist)', palette: 'always' },
  'elboLens.explainRule': { title: 'Explain Rule…', icon: '$(book)', palette: 'always' },
  'elboLens.setSize': { title: 'Set Size…', palette: 'never' },
  'elboLens.revealTerm': { title: 'Reveal Term', palette: 'never' },
  'elboLens.revealCode': { title: 'Reveal Code', palette: 'never' },
  'elboLens.showLog': { title: 'Show Log', icon: '$(output)', palette: 'always' },
  'elboLens.showRun': { title: 'Show Run', palette: 'never' },
  'elboLens.renameRun': { title: 'Rename Run…', icon: '$(edit)', palette: 'never' },
  'elboLens.deleteRun': { title: 'Delete Run…', icon: '$(trash)', palette: 'never' },
} as const satisfies Readonly<Record<`elboLens.${string}`, CommandContribution>>;

export type CommandId = keyof typeof commands;
