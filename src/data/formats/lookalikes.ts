// What a file that is not of the expected format looks like, by its first bytes.

const beginnings: readonly (readonly [start: string, what: string])[] = [
  ['\u0089PNG', 'a PNG picture'],
  ['\u00ff\u00d8\u00ff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['BM', 'a BMP picture'],
  ['PK', 'a ZIP archive, as .npz files are'],
  ['\u0093NUMPY', 'a NumPy array (.npy)'],
  ['\u0089HDF', 'an HDF5 file'],
  ['\u001f\u008b', 'a gzip file packed twice'],
  ['\u0080', 'a Python pickle'],
  ['\u0000\u0000\u0008', 'an IDX file'],
  ['version https://git-lfs', 'a Git LFS pointer, not the file itself'],
  ['<', 'a web page, perhaps an error page saved by a download'],
];

/** "a PNG picture"; undefined for bytes that look like nothing known. */
export function lookalikeOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 32));
  return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
}
