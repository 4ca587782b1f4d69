/**
 * Whether the configured secrets are those that the database is sealed with. With another one everything would seem to
 * work, but nobody would be found by their number, and nothing that waits could be opened.
 */
import type { Deps } from './deps.ts';
import { checksKept, forgetCheck, hasPeople, keepCheck, sealedSamples } from './store/sealed-with.ts';

const CHECKED = 'what this database is sealed with';

/**
 * replacing: something may still be sealed with the previous secret · part: something is sealed with a secret that is
 * not configured · other: everything is · not-in-use: a command was given a secret that no service has run with.
 */
export type SecretCheck = 'fits' | 'replacing' | 'part' | 'other' | 'not-in-use';

export const SECRET_FAULTS = {
  other:
    'This database was written with another APP_SECRET: nobody in it could be read or answered. Put that one back; to replace it, keep it as APP_SECRET_PREVIOUS beside the new one until "npm run admin -- reseal" has run. Where it is lost, begin with a new database.',
  part: 'Part of this database is still sealed with a secret that is neither APP_SECRET nor APP_SECRET_PREVIOUS: put both back as they were, run "npm run admin -- reseal", and only then take the old one out. Where it is lost: "npm run admin -- reseal --lost".',
} as const;

/** A service takes a new secret into use, where all that is sealed can be opened; a command only works with it. */
export async function checkSecret(
  { store, secrets }: Pick<Deps, 'store' | 'secrets'>,
  now: number,
  by: 'service' | 'command',
): Promise<SecretCheck> {
  const configured = checksOf(secrets);
  const kept = (await checksKept(store)).map(({ check }) => check);
  const strange = kept.filter((check) => !configured.includes(check));
  const nothingSealed = kept.length === strange.length && !(await hasPeople(store));
  if (strange.length > 0 && !nothingSealed) return strange.length === kept.length ? 'other' : 'part';

  const inUse = nothingSealed ? [] : kept.length > 0 ? kept : await checksThatOpen(store, secrets);
  if (inUse.length === 0 && !nothingSealed) return 'other';
  const [current = ''] = configured;
  if (by === 'command' && inUse.length > 0 && !inUse.includes(current)) return 'not-in-use';
  const missing = [...inUse, current].filter((check) => !kept.includes(check));
  if (missing.length + strange.length > 0) {
    await store.commit([...strange.map(forgetCheck), ...missing.map((check) => keepCheck(check, now))]);
  }
  return inUse.some((check) => check !== current) ? 'replacing' : 'fits';
}

/** Of the current secret, then of the previous one. */
export function checksOf(secrets: Deps['secrets']): readonly string[] {
  return secrets.macs(CHECKED);
}

/** For a database from before there were check values. */
async function checksThatOpen(store: Deps['store'], secrets: Deps['secrets']): Promise<readonly string[]> {
  const opened = (await sealedSamples(store, secrets.keyIds)).filter(
    (sealed) => secrets.tryOpen(sealed) !== undefined,
  );
  return checksOf(secrets).filter((_, i) =>
    opened.some((sealed) => sealed.startsWith(`${secrets.keyIds[i]}.`)),
  );
}
