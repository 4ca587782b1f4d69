import crypto from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecrets } from '../src/secrets.ts';

const now = createSecrets(crypto, 'the secret in force now, 0123456789');

test('whatever was sealed is opened again', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => now.open(now.seal(text)) === text));
});

test('the same text sealed twice looks different, and a changed one is refused', () => {
  const sealed = now.seal('+84912345678');
  expect(now.seal('+84912345678')).not.toBe(sealed);
  expect(sealed).not.toContain('912345678');
  const other = sealed.at(-4) === 'A' ? 'B' : 'A';
  expect(() => now.open(`${sealed.slice(0, -4)}${other}${sealed.slice(-3)}`)).toThrow();
});

test('after a rotation old texts are still opened, and old addresses still found', () => {
  const before = createSecrets(crypto, 'the secret before that one, 9876543210');
  const rotated = createSecrets(
    crypto,
    'the secret in force now, 0123456789',
    'the secret before that one, 9876543210',
  );
  expect(rotated.open(before.seal('Na Ban'))).toBe('Na Ban');
  expect(rotated.macs('phone:+84912345678')).toEqual([
    now.mac('phone:+84912345678'),
    before.mac('phone:+84912345678'),
  ]);
  expect(rotated.seal('x').split('.')[0]).toBe(now.seal('x').split('.')[0]);
});

test('a text of an unknown key is refused with what to do', () => {
  const stranger = createSecrets(crypto, 'a secret that nobody configured here');
  expect(() => now.open(stranger.seal('x'))).toThrow(/set APP_SECRET_PREVIOUS/);
});
