// The output formats by name.

import type { Formatter } from './formatter.ts';
import { githubFormat } from './github.ts';
import { jsonFormat } from './json.ts';
import { sarifFormat } from './sarif.ts';
import { textFormat } from './text.ts';

const formats = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
} as const satisfies Readonly<Record<string, (version: string) => Formatter>>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

export function createFormatter(name: FormatName, version: string): Formatter {
  return formats[name](version);
}
