/**
 * Numbers and texts at rest: AES-256-GCM with a key id, and a keyed hash for look-up. `node:crypto` is handed in
 * by the entries (it runs in workerd too), so the core stays free of it.
 */
import type { Address } from './message.ts';

type NodeCrypto = typeof import('node:crypto');

export type Secrets = {
  /** `<key id>.<base64url of iv, tag, ciphertext>` */
  seal(text: string): string;
  /** Throws where neither the current nor the previous key fits. */
  open(sealed: string): string;
  /** The same, undefined where it would throw: one value that can't be read must not stop what stands beside it. */
  tryOpen(sealed: string): string | undefined;
  /** What sealed texts begin with, before their dot: the current key's first. */
  readonly keyIds: readonly string[];
  /** Keyed hash of an address or code, under the current key. */
  mac(value: string): string;
  /** The hashes under which the value may be stored: current first, then the previous key's. */
  macs(value: string): readonly string[];
  /** Compared in constant time. */
  equal(a: string, b: string): boolean;
  /** As a provider's signature is made; it protects nothing of ours. */
  md5(text: string, as: 'hex' | 'base64'): string;
  /** HMAC-SHA256 in hex, under a key agreed with someone else. */
  hmac(key: string, text: string): string;
  /** Random digits, for a confirmation. */
  digits(count: number): string;
  /** 22 characters that cannot be guessed, for links and one-time codes. */
  token(): string;
};

/** The hashes under which an address may be stored. */
export function addressMacs(secrets: Secrets, { kind, value }: Address): readonly string[] {
  return secrets.macs(`${kind}:${value}`);
}

type Key = { readonly id: string; readonly cipher: KeyObject; readonly mac: KeyObject };
type KeyObject = ReturnType<NodeCrypto['createSecretKey']>;

const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createSecrets(crypto: NodeCrypto, secret: string, previous?: string): Secrets {
  const current = deriveKey(crypto, secret);
  const keys = new Map([[current.id, current]]);
  const older = previous === undefined ? undefined : deriveKey(crypto, previous);
  if (older !== undefined) keys.set(older.id, older);

  const macWith = (key: Key, value: string) =>
    crypto.createHmac('sha256', key.mac).update(value).digest('base64url');

  // Random bytes cost a system call: drawn in bulk, each used once.
  let random = Buffer.alloc(0);
  let used = 0;
  const nextIv = (): Buffer => {
    if (used + IV_BYTES > random.length) {
      random = crypto.randomBytes(IV_BYTES * 256);
      used = 0;
    }
    used += IV_BYTES;
    return random.subarray(used - IV_BYTES, used);
  };

  const open = (sealed: string): string => {
    const dot = sealed.indexOf('.');
    const key = keys.get(sealed.slice(0, dot));
    if (key === undefined) {
      throw new Error(
        'A stored text was sealed with a key that is not configured: set APP_SECRET_PREVIOUS to the secret used before.',
      );
    }
    const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
    const decipher = crypto.createDecipheriv('aes-256-gcm', key.cipher, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  };

  return {
    keyIds: [...keys.keys()],
    seal(text) {
      const iv = nextIv();
      const cipher = crypto.createCipheriv('aes-256-gcm', current.cipher, iv);
      const body = cipher.update(text, 'utf8');
      const rest = cipher.final();
      return `${current.id}.${Buffer.concat([iv, cipher.getAuthTag(), body, rest]).toString('base64url')}`;
    },
    open,
    tryOpen(sealed) {
      try {
        return open(sealed);
      } catch {
        return undefined;
      }
    },
    mac: (value) => macWith(current, value),
    macs: (value) =>
      older === undefined ? [macWith(current, value)] : [macWith(current, value), macWith(older, value)],
    equal(a, b) {
      const [left, right] = [Buffer.from(a), Buffer.from(b)];
      return left.length === right.length && crypto.timingSafeEqual(left, right);
    },
    md5: (text, as) => crypto.createHash('md5').update(text, 'utf8').digest(as),
    hmac: (key, text) => crypto.createHmac('sha256', key).update(text, 'utf8').digest('hex'),
    digits: (count) => String(crypto.randomInt(10 ** count)).padStart(count, '0'),
    token: () => crypto.randomBytes(16).toString('base64url'),
  };
}

function deriveKey(crypto: NodeCrypto, secret: string): Key {
  const derive = (purpose: string) => Buffer.from(crypto.hkdfSync('sha256', secret, 'vong-tay', purpose, 32));
  return {
    id: derive('key id').toString('hex').slice(0, 8),
    cipher: crypto.createSecretKey(derive('seal')),
    mac: crypto.createSecretKey(derive('look-up')),
  };
}
