// What a page that explains is opened at: parameters that a link carries, or those of the loss at the place in code that
// it carries.

import type { PageParameters } from '../../protocol/explain.ts';
import type { Services } from '../services.ts';
import { findCode, isCodeArgument } from '../commands/codeArgument.ts';

const isParameters = (argument: unknown): argument is PageParameters =>
  typeof argument === 'object' &&
  argument !== null &&
  Object.values(argument).every((value) => typeof value === 'string' || typeof value === 'number');

/** Null from the palette: the page stays as it was, or begins at its first question. */
export async function parametersFrom(
  { code }: Pick<Services, 'code'>,
  argument: unknown,
): Promise<PageParameters | null> {
  if (!isCodeArgument(argument)) return isParameters(argument) ? argument : null;
  const place = await findCode(argument);
  const read = place && (await code.read(place.document));
  if (!place || !read) return null;
  return read.reading.pageParameters(read.analysis, read.fromOffset(place.document, place.from));
}
