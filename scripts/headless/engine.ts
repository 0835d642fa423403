// The same config with another engine: `--engine` overrides a key of the file without touching the file.

import { parseDocument } from 'yaml';

/** The text of a config with `training.engine` set; comments and order stay. */
export function withEngine(text: string, fileName: string, engine: string): string {
  if (!fileName.endsWith('.json')) {
    const document = parseDocument(text);
    // Half-written files go through unchanged: their own problems are what must be reported.
    if (document.errors.length > 0) return text;
    document.setIn(['training', 'engine'], engine);
    return document.toString({ lineWidth: 0 });
  }
  const config: unknown = parseJson(text);
  if (!isRecord(config)) return text;
  const training = isRecord(config['training']) ? config['training'] : {};
  return `${JSON.stringify({ ...config, training: { ...training, engine } }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
