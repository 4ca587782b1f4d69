import { ConfigError } from '../config.ts';
import { DatabaseRefused } from './open-database.ts';

/** What an operator can mend is told in its own sentence; anything else is a bug and shows where it is. */
export function stopWith(error: unknown): void {
  const told = error instanceof ConfigError || error instanceof DatabaseRefused;
  console.error(told ? error.message : error);
  process.exitCode = 1;
}
