import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { crc32 } from '../../../src/elbo/crc32.ts';
import { gunzip } from '../../../src/data/formats/gzip.ts';
import { checkProblem, counting, valueOf } from '../idxFiles.ts';

const file = { path: 'a.gz', configPath: 'data.images' };
const mega = 1_000_000;
const content = counting(5000);
const packed = new Uint8Array(gzipSync(content));

/** A copy with one byte changed, counted from the end if negative. */
function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = copy[index]! ^ 0x55;
  return copy;
}

const damaged = (reason: string, length: number) => ({
  what: `a.gz: the gzip file cannot be unpacked (${reason}).`,
  why: new RegExp(`has ${length} bytes and may be cut short or damaged`, 'u'),
  now: /Copy or download it again/u,
  key: 'data.images',
});

describe('CRC-32', () => {
  it('has the check value of the standard', () => {
    assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcb_f4_39_26);
  });

  it('goes on from an earlier one', () => {
    assert.equal(crc32(content.subarray(99), crc32(content.subarray(0, 99))), crc32(content));
  });
});

describe('a gzip file', () => {
  it('unpacks to what was packed, at every compression level', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 0, max: 9 }),
        (bytes, level) => {
          assert.deepEqual(valueOf(gunzip(gzipSync(bytes, { level }), file, mega)), bytes);
        },
      ),
    );
  });

  it('unpacks across the slices it is read in', () => {
    let seed = 1;
    const noise = Uint8Array.from({ length: 100_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed >>> 8;
    });
    assert.deepEqual(valueOf(gunzip(gzipSync(noise), file, mega)), noise);
  });

  it('may consist of several members', () => {
    const two = Uint8Array.of(...packed, ...gzipSync(counting(10)));
    assert.deepEqual(valueOf(gunzip(two, file, mega)), Uint8Array.of(...content, ...counting(10)));
  });

  it('is refused when its check sum does not match', () => {
    const wrong = changed(packed, -8);
    checkProblem(
      gunzip(wrong, file, mega),
      damaged('its check sum (CRC-32) does not match', wrong.length),
    );
  });

  it('is refused when its length does not match', () => {
    const wrong = changed(packed, -4);
    checkProblem(gunzip(wrong, file, mega), damaged('its length does not match', wrong.length));
  });

  it('is refused when an earlier member is damaged', () => {
    const wrong = Uint8Array.of(...changed(packed, -8), ...packed);
    checkProblem(
      gunzip(wrong, file, mega),
      damaged('its check sum (CRC-32) does not match', wrong.length),
    );
  });

  it('is refused when its packed data are cut short', () => {
    const half = packed.subarray(0, packed.length / 2);
    checkProblem(gunzip(half, file, mega), damaged('it ends too early', half.length));
  });

  it('is refused when its packed data are nonsense', () => {
    const wrong = Uint8Array.of(...packed.subarray(0, 10), 0xff, 0xff, 0xff, 0xff);
    checkProblem(gunzip(wrong, file, mega), damaged('its packed data are not valid', wrong.length));
  });

  it('stops at the limit, however much it would unpack to', () => {
    // 64 MB of zeros pack into 64 KB; the trailer's length is not trusted either.
    const bomb = gzipSync(new Uint8Array(64 * mega));
    bomb.writeUInt32LE(10, bomb.length - 4);
    checkProblem(gunzip(bomb, file, mega), {
      what: 'a.gz: unpacks to more than 1 000 000 bytes.',
      why: /limit for one file; the packed file has 62 \d\d\d bytes/u,
      now: /raise the limit in the settings/u,
      key: 'data.images',
    });
  });

  it('never throws on damage at any place', () => {
    for (let at = 0; at < packed.length; at += 1) gunzip(changed(packed, at), file, mega);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        gunzip(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, ...bytes), file, 100_000);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never taken for intact when one byte of its content is damaged', () => {
    const header = 10;
    for (let at = header; at < packed.length; at += 1) {
      const outcome = gunzip(changed(packed, at), file, mega);
      assert.ok('problem' in outcome, `byte ${at}`);
    }
  });
});
