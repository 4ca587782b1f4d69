/** The tips, as shipped: one file a series, checked once when it is loaded. */
import autism from './autism.json' with { type: 'json' };
import carerMind from './carer-mind.json' with { type: 'json' };
import disability from './disability.json' with { type: 'json' };
import epilepsy from './epilepsy.json' with { type: 'json' };
import fathersGrandparents from './fathers-grandparents.json' with { type: 'json' };
import firstYears from './first-years.json' with { type: 'json' };
import hearing from './hearing.json' with { type: 'json' };
import intellectual from './intellectual.json' with { type: 'json' };
import loss from './loss.json' with { type: 'json' };
import movement from './movement.json' with { type: 'json' };
import pregnancy from './pregnancy.json' with { type: 'json' };
import seasons from './seasons.json' with { type: 'json' };
import { type Series, type SeriesId, seriesFile } from './shape.ts';
import speech from './speech.json' with { type: 'json' };
import vision from './vision.json' with { type: 'json' };

export { type Moment, SERIES_IDS, type Series, type SeriesId, type SeriesItem } from './shape.ts';

export const SERIES: Readonly<Record<SeriesId, Series>> = {
  pregnancy: seriesFile.parse(pregnancy),
  'first-years': seriesFile.parse(firstYears),
  'carer-mind': seriesFile.parse(carerMind),
  'fathers-grandparents': seriesFile.parse(fathersGrandparents),
  seasons: seriesFile.parse(seasons),
  disability: seriesFile.parse(disability),
  movement: seriesFile.parse(movement),
  hearing: seriesFile.parse(hearing),
  vision: seriesFile.parse(vision),
  intellectual: seriesFile.parse(intellectual),
  autism: seriesFile.parse(autism),
  speech: seriesFile.parse(speech),
  epilepsy: seriesFile.parse(epilepsy),
  loss: seriesFile.parse(loss),
};

export function seriesById(id: string): Series | undefined {
  return Object.values(SERIES).find((series) => series.id === id);
}

/** What a carer may choose for a child with a disability beside the general tips, by what the child finds hard. */
export const TRACKS = [
  'movement',
  'hearing',
  'vision',
  'intellectual',
  'autism',
  'speech',
  'epilepsy',
] as const satisfies readonly SeriesId[];
export type Track = (typeof TRACKS)[number];

/** The type of disability in law (Law 51/2010, article 3) that a track is counted under. */
export const LEGAL_TYPES: Readonly<Record<Track, LegalType>> = {
  movement: 'van_dong',
  hearing: 'nghe_noi',
  vision: 'nhin',
  intellectual: 'tri_tue',
  autism: 'khac',
  speech: 'nghe_noi',
  epilepsy: 'than_kinh_tam_than',
};
export type LegalType = 'van_dong' | 'nghe_noi' | 'nhin' | 'than_kinh_tam_than' | 'tri_tue' | 'khac';
