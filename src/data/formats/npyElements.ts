// The element types of NPY files, and how their bytes become numbers.

export type Elements =
  /** Unsigned bytes, 0 to 255. */
  | { readonly kind: 'bytes'; readonly values: Uint8Array }
  /** 0 or 1. */
  | { readonly kind: 'booleans'; readonly values: Uint8Array }
  | { readonly kind: 'integers'; readonly values: Float64Array }
  | { readonly kind: 'floats'; readonly values: Float32Array | Float64Array };

type Read = (view: DataView, offset: number, isLittle: boolean) => number;

export type ElementType =
  | {
      readonly kind: Elements['kind'];
      /** Bytes of one element. */
      readonly size: number;
      readonly isLittle: boolean;
      readonly read: Read;
      /** Whether 32-bit floats hold every value. */
      readonly fitsFloat32: boolean;
    }
  | { readonly kind: 'other'; readonly what: string };

type Known = Omit<Extract<ElementType, { size: number }>, 'isLittle'>;

const type = (kind: Elements['kind'], size: number, read: Read, fitsFloat32 = false): Known => ({
  kind,
  size,
  read,
  fitsFloat32,
});

const known: Readonly<Record<string, Known>> = {
  u1: type('bytes', 1, (view, at) => view.getUint8(at)),
  b1: type('booleans', 1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)),
  i1: type('integers', 1, (view, at) => view.getInt8(at)),
  u2: type('integers', 2, (view, at, little) => view.getUint16(at, little)),
  i2: type('integers', 2, (view, at, little) => view.getInt16(at, little)),
  u4: type('integers', 4, (view, at, little) => view.getUint32(at, little)),
  i4: type('integers', 4, (view, at, little) => view.getInt32(at, little)),
  u8: type('integers', 8, (view, at, little) => Number(view.getBigUint64(at, little))),
  i8: type('integers', 8, (view, at, little) => Number(view.getBigInt64(at, little))),
  f2: type('floats', 2, (view, at, little) => halfFloat(view.getUint16(at, little)), true),
  f4: type('floats', 4, (view, at, little) => view.getFloat32(at, little), true),
  f8: type('floats', 8, (view, at, little) => view.getFloat64(at, little)),
};

const others: Readonly<Record<string, string>> = {
  O: 'Python objects, which only Python can unpickle',
  c: 'complex numbers',
  U: 'text',
  S: 'text',
  a: 'text',
  M: 'dates',
  m: 'lengths of time',
  V: 'raw bytes without a type',
};

/** The type a NumPy `descr` such as "<f4" or "|u1" names. */
export function findElementType(descr: string): ElementType {
  const [, order = '', name = ''] = /^([<>|=]?)(.*)$/u.exec(descr) ?? [];
  const found = known[name];
  // "=" and "|" are the order of the machine that wrote, or none; all that write NPY today are little-endian.
  if (found !== undefined) return { ...found, isLittle: order !== '>' };
  return { kind: 'other', what: others[name.charAt(0)] ?? `elements of the type ${descr}` };
}

/** `count` elements; the bytes are known to suffice. */
export function readElements(
  bytes: Uint8Array,
  { kind, size, isLittle, read, fitsFloat32 }: Extract<ElementType, { size: number }>,
  count: number,
): Elements {
  if (kind === 'bytes') return { kind, values: bytes };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fill = <T extends Uint8Array | Float32Array | Float64Array>(values: T): T => {
    for (let i = 0; i < count; i += 1) values[i] = read(view, i * size, isLittle);
    return values;
  };
  if (kind === 'booleans') return { kind, values: fill(new Uint8Array(count)) };
  if (kind === 'integers') return { kind, values: fill(new Float64Array(count)) };
  return {
    kind,
    values: fill(fitsFloat32 ? new Float32Array(count) : new Float64Array(count)),
  };
}

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
