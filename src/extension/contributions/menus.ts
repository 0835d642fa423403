// Where commands appear, the views they stand beside, and what an empty view says.

import { hasRunsKey, type CommandId } from './commands.ts';

interface MenuItem {
  readonly command: CommandId;
  readonly when: string;
  readonly group?: string;
}

export const dashboardViewId = 'elboLens.dashboard';
export const runsViewId = 'elboLens.runs';
export const lossViewId = 'elboLens.loss';
export const containerId = 'elboLens';
/** Panels that the editor brings back with its window. */
export const trainerViewType = 'elboLens.trainer';
export const compareViewType = 'elboLens.compare';

const isConfig = 'resourceFilename =~ /\\.elbo\\.(ya?ml|json)$/';
const inDashboard = `view == ${dashboardViewId}`;
const inRuns = `view == ${runsViewId}`;
const onRun = `${inRuns} && viewItem =~ /^run\\./`;
const onRunIn = (state: string): string => `${inRuns} && viewItem == run.${state}.live`;
const onResumable = `${onRun} && viewItem =~ /\\.resumable$/`;
const onIdleRun = `${onRun} && viewItem =~ /^run\\.(finished|stopped|failed)/`;
const onOwnRun = `${onRun} && viewItem !~ /\\.elsewhere$/`;

export const menus = {
  'editor/title': [{ command: 'elboLens.train', when: isConfig, group: 'navigation' }],
  'explorer/context': [{ command: 'elboLens.train', when: isConfig, group: 'navigation@90' }],
  'view/title': [
    { command: 'elboLens.newConfig', when: inDashboard, group: 'navigation@1' },
    { command: 'elboLens.train', when: inDashboard, group: 'navigation@2' },
    {
      command: 'elboLens.openTrainer',
      when: `${inDashboard} && ${hasRunsKey}`,
      group: 'navigation@3',
    },
    {
      command: 'elboLens.exportRun',
      when: `${inDashboard} && ${hasRunsKey}`,
      group: 'navigation@4',
    },
    { command: 'elboLens.compareRuns', when: `${inRuns} && ${hasRunsKey}`, group: 'navigation@1' },
    { command: 'elboLens.openSample', when: inDashboard, group: '1_open' },
    {
      command: 'elboLens.revealConfig',
      when: `${inDashboard} && ${hasRunsKey}`,
      group: '1_open',
    },
    { command: 'elboLens.showLog', when: inDashboard, group: '2_log' },
  ],
  'view/item/context': [
    { command: 'elboLens.pause', when: onRunIn('training'), group: 'inline@1' },
    { command: 'elboLens.resume', when: onRunIn('paused'), group: 'inline@1' },
    { command: 'elboLens.resume', when: onResumable, group: 'inline@1' },
    { command: 'elboLens.stop', when: onRunIn('training'), group: 'inline@2' },
    { command: 'elboLens.stop', when: onRunIn('paused'), group: 'inline@2' },
    { command: 'elboLens.revealConfig', when: onRun, group: '1_open@1' },
    { command: 'elboLens.compareRuns', when: onRun, group: '1_open@2' },
    { command: 'elboLens.exportRun', when: onRun, group: '1_open@3' },
    { command: 'elboLens.renameRun', when: onOwnRun, group: '2_edit@1' },
    { command: 'elboLens.deleteRun', when: onIdleRun, group: '2_edit@2' },
  ],
} as const satisfies Readonly<Record<string, readonly MenuItem[]>>;

export const views = {
  viewsContainers: {
    activitybar: [{ id: containerId, title: 'ELBO Lens', icon: 'media/activity-bar.svg' }],
  },
  views: {
    [containerId]: [
      {
        id: dashboardViewId,
        name: 'Dashboard',
        type: 'webview',
        icon: 'media/activity-bar.svg',
        initialSize: 5,
      },
      {
        id: lossViewId,
        name: 'Loss',
        icon: 'media/activity-bar.svg',
        initialSize: 2,
        visibility: 'collapsed',
      },
      { id: runsViewId, name: 'Runs', icon: 'media/activity-bar.svg', initialSize: 1 },
    ],
  },
  viewsWelcome: [
    {
      view: lossViewId,
      contents:
        'The losses of the open Python, TypeScript or JavaScript file appear here: what each term is, over which axes, at which scale.',
    },
    {
      view: runsViewId,
      contents:
        'Runs appear here once a config is trained.\n[Open a sample](command:elboLens.openSample)\n' +
        '[New config](command:elboLens.newConfig)',
    },
  ],
};
