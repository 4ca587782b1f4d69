import fc from 'fast-check';
import { Base64 as library } from 'js-base64';
import { expect, test } from 'vitest';
import { Base64 } from '../src/worker-base64.ts';

test('bytes are written and read as libSQL’s client does it on Node, with and without the = at the end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = library.fromUint8Array(bytes);
      expect(Base64.fromUint8Array(bytes)).toBe(text);
      for (const written of [text, text.replace(/=+$/, ''), library.fromUint8Array(bytes, true)]) {
        expect([...Base64.toUint8Array(written)]).toEqual([...library.toUint8Array(written)]);
        expect([...Base64.toUint8Array(written)]).toEqual([...bytes]);
      }
    }),
    { numRuns: 500 },
  );
});
