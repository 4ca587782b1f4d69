/** `XEM T10`: what is stored for a month. */
import type { Handler } from '../handler.ts';
import { ownVillages } from '../roles.ts';
import { reportsOfMany } from '../store/reports.ts';
import { MONTHLY, MONTHLY_CODES, MONTHLY_ID } from './form.ts';
import { shownPeriod } from './periods.ts';
import { readPeriod } from './read/read-period.ts';
import { shownValues } from './wording.ts';

export const showReport: Handler = async (deps, turn) => {
  const villages = ownVillages(turn);
  if (villages.length === 0) return undefined;
  const rest = turn.text.replace(/^\s*\S+\s*/u, '');
  const period = readPeriod(rest, new Date(turn.inbound.sentAt), MONTHLY);
  if (period === undefined) return undefined;

  const ids = villages.map((v) => v.villageId);
  const rows = await reportsOfMany(deps.store, MONTHLY_ID, ids, period);
  const { language } = turn.contact;
  const shown = { period: shownPeriod(period) };
  const lines = villages.map(({ villageId, villageName: village }) => {
    const row = rows.find((r) => r.villageId === villageId && r.period === period);
    if (row === undefined) return deps.texts.say(language, 'reports.shownNone', { ...shown, village });
    const missing = MONTHLY_CODES.required.filter((code) => row.values[code] === undefined);
    const values = shownValues(row.values, MONTHLY_CODES.order);
    return [
      deps.texts.say(language, 'reports.shown', { ...shown, village, values }),
      ...(missing.length === 0
        ? []
        : [deps.texts.say(language, 'reports.missing', { codes: missing.join(' ') })]),
    ].join('\n');
  });
  return { says: [{ text: lines.join('\n') }] };
};
