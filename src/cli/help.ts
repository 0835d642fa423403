// The text of `elbo-lens --help`.

import { formatNames } from './formats/index.ts';
import { extensions, skippedFolders } from './files/kinds.ts';
import { severities } from './report.ts';

export const help = `Says what a variational loss really is: which log p, which KL, at which scale.

Usage: elbo-lens check [paths] [options]
       elbo-lens rules             every rule, one line each
       elbo-lens explain ELBO301   what a rule says, with examples

Paths are files, folders, globs such as '**/*.py', or - for standard input; without any, this folder.
Of a folder, files ending in ${extensions.join(', ')}
are read. Left out: hidden files, ${skippedFolders.join(', ')},
what .gitignore names, and what links point to.

Options
  --format <format>    ${formatNames.join(', ')} (default text)
  --fail-on <level>    ${[...severities, 'never'].join(', ')} (default error):
                       exit with 1 if a finding is at this level or above
  --ignore <pattern>   leave out, as a line of .gitignore would; may be repeated
  --stdin-path <path>  the name, and so the language, of what - reads (default Python)
  --write-baseline <file>
                       write what is found, to be left out from then on: name the
                       file as baseline in the elbo-lens.toml beside it
  --time-limit <s>     seconds for one file (default 10)
  -h, --help           this text
  -V, --version        the version

Settings: elbo-lens.toml or [tool.elbo-lens] of pyproject.toml, in the folder of a file or above it:
[rules] and [folders."path"] give rules a level (ELBO301 = "off", ELBO1 = "hint").
'# elbo: ignore[ELBO301] reason' in the code leaves out one finding.

Exit status: 0 nothing at or above --fail-on, 1 something, 2 the command itself could not run,
or none of the paths leads to a file.
`;
