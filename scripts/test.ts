// `npm test`: everything, in stages. Prints each stage's result and, alone on the last line, the sum.
// `-- --editor electron` takes a desktop VS Code (ELBO_VSCODE, or a download) for the tests inside the editor;
// `-- --update-pictures` makes the pictures taken on the way those of the README.

import { parseArgs } from 'node:util';
import { runMain } from './fail.ts';
import { MissingRequirement } from './missing.ts';
import { inRepository } from './paths.ts';
import { checkSizes } from './size/checkSizes.ts';
import { buildStage, mochaStage, toolStage } from './stages/commands.ts';
import { insideEditorStage, insideWebHostStage } from './stages/insideEditor.ts';
import { asCounts, closingLine, type Stage, type StageResult } from './stages/stage.ts';

function stages(electron: boolean): readonly Stage[] {
  return [
    mochaStage('pure tests'),
    toolStage('types', 'tsc', '-b'),
    toolStage('lint', 'oxlint', '--type-aware'),
    toolStage('format', 'prettier', '--check', '--log-level=warn', '.'),
    buildStage,
    { name: 'size', run: async () => asCounts(await checkSizes()) },
    insideEditorStage(electron ? 'electron' : 'code-server'),
    ...(electron ? [] : [insideEditorStage('code-server', 'restricted folders')]),
    insideWebHostStage(),
    insideWebHostStage('restricted folders'),
    mochaStage('pages in a browser', 'test/browser/**/*.test.ts'),
    mochaStage('end to end in the workbench', 'test/e2e/**/*.test.ts'),
  ];
}

async function runStage(stage: Stage): Promise<StageResult> {
  console.log(`\n== ${stage.name}`);
  const start = performance.now();
  const counts = await stage.run().catch((error: unknown) => {
    console.error(error instanceof MissingRequirement ? error.message : error);
    return asCounts(false);
  });
  return { name: stage.name, ...counts, seconds: (performance.now() - start) / 1000 };
}

runMain(async () => {
  const { values } = parseArgs({
    options: {
      editor: { type: 'string', default: 'code-server' },
      'update-pictures': { type: 'boolean', default: false },
    },
  });
  if (values['update-pictures']) process.env['ELBO_LENS_PICTURES'] = inRepository('docs', 'images');
  if (values.editor !== 'code-server' && values.editor !== 'electron') {
    console.error(`--editor is ${values.editor}; expected code-server or electron.`);
    return 2;
  }
  const results: StageResult[] = [];
  for (const stage of stages(values.editor === 'electron')) results.push(await runStage(stage));
  console.log('\n== results');
  for (const { name, passed, failed, seconds } of results) {
    console.log(
      `${failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(34)}${String(passed).padStart(5)} passed` +
        `${String(failed).padStart(4)} failed${seconds.toFixed(1).padStart(8)} s`,
    );
  }
  console.log(closingLine(results));
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
});
