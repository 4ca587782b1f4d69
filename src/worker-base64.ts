/**
 * Stands in for `js-base64` in the Worker's bundle, with what libSQL's client asks of it. Its server leaves the `=` at the
 * end out, which `atob` allows. `test/worker-base64.test.ts` holds it to the library.
 */
export const Base64 = {
  fromUint8Array(bytes: Uint8Array): string {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  },
  toUint8Array: (text: string): Uint8Array =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)),
};
