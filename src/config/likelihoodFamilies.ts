// The families of the registry, by the id that a config writes.

import type { Family } from '../elbo/families/family.ts';
import * as registry from '../elbo/families/index.ts';

export const families: readonly Family[] =
  (registry as { readonly families?: readonly Family[] }).families ?? [];

export const findFamily = (id: string): Family | undefined =>
  families.find((entry) => entry.id === id);
