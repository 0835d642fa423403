// The same config in the other syntax.

import { parse } from 'yaml';

export const toJson = (yaml: string): string => JSON.stringify(parse(yaml), null, 2);
