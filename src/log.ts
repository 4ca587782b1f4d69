import type { Log } from './deps.ts';

/** One JSON line an event, as log collectors read them. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  return (level, event, fields) => {
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields }));
  };
}
