/** Refuses a database that is sealed with a secret that is not configured. */
import type { Deps } from '../deps.ts';
import { checkSecret, SECRET_FAULTS, type SecretCheck } from '../secret-check.ts';
import { DatabaseRefused } from './open-database.ts';

const FAULTS: Partial<Readonly<Record<SecretCheck, string>>> = {
  ...SECRET_FAULTS,
  'not-in-use':
    'The service has not run with this APP_SECRET yet, and would not find what this command seals with it: restart the service with the new one in APP_SECRET and the old one in APP_SECRET_PREVIOUS, then run this again.',
};

const OTHER_DEMO =
  'This demo was made by another version of Vòng Tay: move data/demo.db away and start again.';

export type RightSecretOptions = {
  readonly now: number;
  readonly by: 'service' | 'command';
  readonly isDemo: boolean;
  /** What is sealed with a secret that is not there stays unreadable: the operator says so. */
  readonly isLost?: boolean;
};

/** Whether the secret is being replaced. The store is closed where it is refused. */
export async function rightSecret(
  needs: Pick<Deps, 'store' | 'secrets'>,
  { now, by, isDemo, isLost = false }: RightSecretOptions,
): Promise<boolean> {
  const check = await checkSecret(needs, now, by);
  const fault = FAULTS[check];
  if (fault === undefined || (isLost && check === 'part')) return check !== 'fits';
  await needs.store.close();
  throw new DatabaseRefused(isDemo ? OTHER_DEMO : fault);
}
