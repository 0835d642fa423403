// The JSON contract, one file per line: a reader of lines sees results as they come, a parser sees one object.

import type { Problem } from '../report.ts';
import type { Formatter } from './formatter.ts';

export function jsonFormat(): Formatter {
  const problems: Problem[] = [];
  let isFirst = true;
  return {
    holdsProblems: true,
    begin: () => '{"version":1,"files":[',
    file({ report, filed = report }) {
      const lead = isFirst ? '\n' : ',\n';
      isFirst = false;
      return lead + JSON.stringify(filed);
    },
    problem(problem) {
      problems.push(problem);
      return '';
    },
    end: () => `\n],"problems":${JSON.stringify(problems)}}\n`,
  };
}
