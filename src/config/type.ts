// The schema builders in use, and the only importer of TypeBox. Named one by one: its namespace object keeps all of
// the library in the bundle, and half of this layer's start-up was spent on it.

import {
  Array as ArrayOf,
  Enum,
  Integer,
  Literal,
  Number as NumberOf,
  Object as ObjectOf,
  Optional,
  Record as RecordOf,
  String as StringOf,
  Union,
  Unsafe,
} from 'typebox';

export type { Static } from 'typebox';

export const Type = {
  Array: ArrayOf,
  Enum,
  Integer,
  Literal,
  Number: NumberOf,
  Object: ObjectOf,
  Optional,
  Record: RecordOf,
  String: StringOf,
  Union,
  Unsafe,
} as const;
