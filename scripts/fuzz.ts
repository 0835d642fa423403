// `npm run fuzz [-- COUNT]`: edits of three pieces of loss code, a million by default. Nothing may throw, and no text
// may take longer than a second.

import { analyze, type Analysis } from '../src/analysis/analyze.ts';
import { fileReport } from '../src/analysis/features/check.ts';
import { runMain } from './fail.ts';
import { editedTexts } from './fuzz/edits.ts';
import { samples } from './fuzz/samples.ts';

const slow = 1000;

runMain(() => {
  const count = Number(process.argv[2] ?? 1_000_000);
  let failures = 0;
  let longest = 0;
  const started = performance.now();
  for (const [index, [text, language]] of samples.entries()) {
    let last: Analysis | undefined;
    let step = 0;
    for (const edited of editedTexts(text, index + 1, Math.ceil(count / samples.length))) {
      const before = performance.now();
      try {
        // Every other one goes on from the one before, as in an editor.
        last = analyze(edited, language, last);
        fileReport('edited', last);
        if (step % 2 === 1) last = undefined;
        step += 1;
      } catch (error) {
        failures += 1;
        console.error(String(error), JSON.stringify(edited));
      }
      const took = performance.now() - before;
      if (took > slow) console.error(`${took.toFixed(0)} ms: ${JSON.stringify(edited)}`);
      longest = Math.max(longest, took);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${count} edits in ${seconds.toFixed(0)} s, ${failures} threw, slowest ${longest.toFixed(0)} ms`,
  );
  return Promise.resolve(failures > 0 || longest > slow ? 1 : 0);
});
