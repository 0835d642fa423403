// A handler for every contributed command; a command without one, or the reverse, does not compile.

import type { CommandId } from '../contributions/commands.ts';
import type { Command } from '../services.ts';
import { checkWorkspace } from './checkWorkspace.ts';
import { compareRuns } from './compareRuns.ts';
import { copyLatex } from './copyLatex.ts';
import { copyMarkdown } from './copyMarkdown.ts';
import { deleteRun } from './deleteRun.ts';
import { explainLoss } from './explainLoss.ts';
import { explainRule } from './explainRule.ts';
import { exportRun } from './exportRun.ts';
import { newConfig } from './newConfig.ts';
import { openSample } from './openSample.ts';
import { openTrainer } from './openTrainer.ts';
import { pause } from './pause.ts';
import { renameRun } from './renameRun.ts';
import { resume } from './resume.ts';
import { resumeOnProcessor } from './resumeOnProcessor.ts';
import { revealCode } from './revealCode.ts';
import { learn } from './learn.ts';
import { setSize } from './setSize.ts';
import { revealConfig } from './revealConfig.ts';
import { showDashboard } from './showDashboard.ts';
import { showDerivation } from './showDerivation.ts';
import { showExpectation } from './showExpectation.ts';
import { showDensity } from './showDensity.ts';
import { showLog } from './showLog.ts';
import { showModel } from './showModel.ts';
import { showRun } from './showRun.ts';
import { stepOnce } from './stepOnce.ts';
import { stop } from './stop.ts';
import { revealTerm } from './revealTerm.ts';
import { train } from './train.ts';
import { trainThisLoss } from './trainThisLoss.ts';

export const commandHandlers: Readonly<Record<CommandId, Command>> = {
  'elboLens.train': train,
  'elboLens.newConfig': newConfig,
  'elboLens.openSample': openSample,
  'elboLens.pause': pause,
  'elboLens.resume': resume,
  'elboLens.resumeOnProcessor': resumeOnProcessor,
  'elboLens.stepOnce': stepOnce,
  'elboLens.stop': stop,
  'elboLens.showDashboard': showDashboard,
  'elboLens.openTrainer': openTrainer,
  'elboLens.revealConfig': revealConfig,
  'elboLens.compareRuns': compareRuns,
  'elboLens.exportRun': exportRun,
  'elboLens.explainLoss': explainLoss,
  'elboLens.showDerivation': showDerivation,
  'elboLens.showExpectation': showExpectation,
  'elboLens.showDensity': showDensity,
  'elboLens.showModel': showModel,
  'elboLens.learn': learn,
  'elboLens.copyLatex': copyLatex,
  'elboLens.copyMarkdown': copyMarkdown,
  'elboLens.checkWorkspace': checkWorkspace,
  'elboLens.explainRule': explainRule,
  'elboLens.trainThisLoss': trainThisLoss,
  'elboLens.revealTerm': revealTerm,
  'elboLens.setSize': setSize,
  'elboLens.revealCode': revealCode,
  'elboLens.showLog': showLog,
  'elboLens.showRun': showRun,
  'elboLens.renameRun': renameRun,
  'elboLens.deleteRun': deleteRun,
};
