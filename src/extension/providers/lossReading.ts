// Everything the editor needs of the analysis, in one chunk: it is read when the first code is, since parsers and
// known formulas would be most of the extension's start-up.

export { analyze } from '../../analysis/analyze.ts';
export { readDerivation } from '../../analysis/features/derivation/read.ts';
export { fixedFormulas } from '../../analysis/features/fixedFormulas.ts';
export { hoverAt, nearestSubject } from '../../analysis/features/hover.ts';
export { pageParameters } from '../../analysis/features/pageParameters.ts';
export { toMarkdown } from '../../analysis/features/hoverView.ts';
export { inlayHintsOf } from '../../analysis/features/inlayHints.ts';
export { lensesOf, lossTitle } from '../../analysis/features/lenses.ts';
export { disagreements } from '../../analysis/features/agreement.ts';
export {
  lossNamed,
  lossNear,
  qualifiedName,
  trainableOf,
  unknownsOf,
  valueWith,
} from '../../analysis/features/trainable.ts';
export { outlineOf } from '../../analysis/features/outline.ts';
export { shortReading } from '../../analysis/features/objective.ts';
export { Neighbours } from '../../analysis/neighbours.ts';
export { lint } from '../../lint/lint.ts';
export { fixesOf, safeFixes } from '../../lint/report.ts';
export { readBaseline } from '../../lint/settings/baseline.ts';
export { levelsOf, readSettings, settingsFiles } from '../../lint/settings/toml.ts';
export { blankMagics } from '../../analysis/syntax/notebook.ts';

export type LossReading = typeof import('./lossReading.ts');
