/** The texts that the loudspeaker of a commune reads in a week, as they are today. */
import type { CivilDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { UnitKey } from '../handler.ts';
import type { Language } from '../message.ts';
import { childrenOfCommune } from '../store/children.ts';
import { readAloud } from './aloud.ts';
import { currentTexts } from './current.ts';
import { type Band, READABLE, weekReadings } from './week-readings.ts';

export type Spoken = { readonly band: Band; readonly text: string };

export async function loudspeakerTexts(
  deps: Pick<Deps, 'store' | 'config'>,
  commune: UnitKey,
  monday: CivilDate,
  language: Language,
): Promise<readonly Spoken[]> {
  const [children, texts] = await Promise.all([
    childrenOfCommune(deps.store, commune),
    currentTexts(READABLE, deps),
  ]);
  return weekReadings(children, monday, (id) => texts.get(id)?.maySend === true).flatMap(({ item, band }) => {
    const text = texts.get(item.id);
    return text === undefined ? [] : [{ band, text: language === 'vi' ? readAloud(text.vi) : text.en }];
  });
}
