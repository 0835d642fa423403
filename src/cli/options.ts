// The command line as options, or as one sentence about what is wrong with it.

import { parseArgs } from 'node:util';
import { findNearest } from '../config/nearest.ts';
import { type FormatName, formatNames } from './formats/index.ts';
import { type Severity, severities } from './report.ts';

export interface CheckOptions {
  readonly kind: 'check';
  readonly paths: readonly string[];
  readonly format: FormatName;
  readonly ignore: readonly string[];
  readonly failOn: Severity | 'never';
  readonly stdinPath: string | undefined;
  readonly secondsPerFile: number;
  /** Where to write what is found, as known from now on. */
  readonly baseline: string | undefined;
}

export type CommandLine =
  | CheckOptions
  | { readonly kind: 'help' | 'version' | 'rules' }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'wrong'; readonly message: string };

const declared = {
  format: { type: 'string' },
  ignore: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  'stdin-path': { type: 'string' },
  'time-limit': { type: 'string' },
  'write-baseline': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type OptionName = keyof typeof declared;

export function parseCommandLine(args: readonly string[]): CommandLine {
  const config = {
    options: declared,
    allowPositionals: true,
    strict: false,
    tokens: true,
  } as const;
  const { values, positionals, tokens } = parseArgs({ args: [...args], ...config });
  for (const token of tokens) {
    const message = token.kind === 'option' ? complaint(token) : undefined;
    if (message !== undefined) return { kind: 'wrong', message };
  }
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const [command, ...paths] = positionals;
  if (command === 'rules' && paths.length === 0) return { kind: 'rules' };
  if (command === 'explain') {
    const [rule] = paths;
    return rule === undefined
      ? { kind: 'wrong', message: 'Which rule? For example elbo-lens explain ELBO301.' }
      : { kind: 'explain', rule };
  }
  if (command !== 'check') return { kind: 'wrong', message: commandComplaint(command) };
  const text = (name: OptionName) => [values[name]].flat().findLast((v) => typeof v === 'string');
  return checkOptions(
    paths,
    text,
    [values.ignore].flat().filter((v) => typeof v === 'string'),
  );
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function complaint({ name, rawName, value, inlineValue }: OptionToken): string | undefined {
  if (!Object.hasOwn(declared, name)) {
    const nearest = rawName.startsWith('--') && findNearest(name, Object.keys(declared));
    return `There is no option ${rawName}. ${nearest ? `Did you mean --${nearest}?` : seeHelp}`;
  }
  const takesValue = declared[name as OptionName].type === 'string';
  if (!takesValue && value !== undefined) return `${rawName} takes no value.`;
  if (!takesValue) return undefined;
  // The parser would take the next option for the value.
  const isOption = inlineValue !== true && value?.startsWith('-') === true;
  return value === undefined || value === '' || isOption ? `${rawName} needs a value.` : undefined;
}

const seeHelp = 'See elbo-lens --help.';

function commandComplaint(command: string | undefined): string {
  if (command === undefined) return `What to do is missing: elbo-lens check [paths]. ${seeHelp}`;
  const example = `elbo-lens check ${command === '-' || /[./\\*]/u.test(command) ? command : '[paths]'}`;
  return `There is no command ${command}. Did you mean ${example}?`;
}

function checkOptions(
  paths: readonly string[],
  text: (name: OptionName) => string | undefined,
  ignore: readonly string[],
): CommandLine {
  const wrong = (message: string): CommandLine => ({ kind: 'wrong', message });
  const format = oneOf('--format', text('format') ?? 'text', formatNames);
  if (typeof format !== 'object') return wrong(format);
  const failOn = oneOf('--fail-on', text('fail-on') ?? 'error', [...severities, 'never'] as const);
  if (typeof failOn !== 'object') return wrong(failOn);
  const secondsPerFile = Number(text('time-limit') ?? 10);
  // Timers hold no more than 2^31 milliseconds.
  if (!(secondsPerFile > 0 && secondsPerFile <= 86_400)) {
    return wrong('--time-limit is in seconds per file: more than 0, at most 86400.');
  }
  const stdinPath = text('stdin-path');
  if (stdinPath !== undefined && !paths.includes('-')) {
    return wrong('--stdin-path names what comes in on standard input; add - to the paths.');
  }
  return {
    kind: 'check',
    paths: paths.length === 0 ? ['.'] : paths,
    format: format.value,
    ignore,
    failOn: failOn.value,
    stdinPath,
    secondsPerFile,
    baseline: text('write-baseline'),
  };
}

/** The value, or a sentence that names the nearest one. */
function oneOf<Value extends string>(
  option: string,
  given: string,
  values: readonly Value[],
): { readonly value: Value } | string {
  const value = values.find((candidate) => candidate === given);
  if (value !== undefined) return { value };
  const nearest = findNearest(given, values);
  const advice = nearest ? `Did you mean ${nearest}?` : `It is one of ${values.join(', ')}.`;
  return `${option} cannot be ${given}. ${advice}`;
}
