/** `npm run -s content:aloud -- --commune 03388 --week 2026-W48 > page.html`: what the loudspeaker reads, to print. */

import { parseArgs } from 'node:util';
import { pages } from '../../content/pages.ts';
import { civilDate, isoWeekOf, mondayOf } from '../civil-time.ts';
import type { Config } from '../config.ts';
import { loudspeakerPage } from '../console/loudspeaker/page.ts';
import { unreviewedBanner } from '../console/unreviewed.ts';
import { loudspeakerTexts } from '../guidance/loudspeaker.ts';
import type { Store } from '../store/database.ts';
import { communeVersions } from '../store/units.ts';
import { createTexts } from '../texts.ts';
import { labelOf } from '../units/kinds.ts';
import { AdminRefused } from './admin-needs.ts';
import { contentCommand } from './content-command.ts';

const USAGE =
  'How to use it: npm run -s content:aloud -- --commune 03388 [--week 2026-W48] [--language vi|en] > page.html';

/** The page; `now` gives the week where none is named. */
export async function aloudPage(
  deps: { readonly store: Store; readonly config: Config },
  args: readonly string[],
  now: number,
): Promise<string> {
  const { commune: code, week = isoWeekOf(civilDate(now)), language = 'vi' } = parsed(args);
  if (code === undefined) throw new AdminRefused(`Name the commune by its code of 5 digits.\n${USAGE}`);
  if (language !== 'vi' && language !== 'en') {
    throw new AdminRefused(`The language is vi or en, not "${language}".\n${USAGE}`);
  }
  const monday = mondayOf(week);
  if (monday === undefined) throw new AdminRefused(`There is no week "${week}".\n${USAGE}`);
  const versions = await communeVersions(deps.store, [code]);
  const unit = versions.find(({ validTo }) => validTo === null);
  if (unit === undefined) {
    throw new AdminRefused(
      versions.length > 0
        ? `Commune ${code} (${versions[0]?.name}) was merged: use the code it has since then.`
        : `No commune of today has the code ${code}: check it, or run "npm run db:import-units" first.`,
    );
  }
  const readings = await loudspeakerTexts(deps, unit, monday, language);
  if (readings.length === 0) {
    throw new AdminRefused(
      'No text that could be read is published yet: see "npm run -s content:review", then content:import with --publish.',
    );
  }
  const texts = createTexts(pages);
  const page = loudspeakerPage({
    texts,
    language,
    commune: `${labelOf(unit)}, ${unit.provinceName}`,
    monday,
    readings,
    banner: unreviewedBanner(texts, language, deps.config),
  });
  return String(await page);
}

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { commune: { type: 'string' }, week: { type: 'string' }, language: { type: 'string' } },
    });
    return values;
  } catch (error) {
    throw new AdminRefused(`${(error as Error).message}\n${USAGE}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  await contentCommand(async (store, config) => {
    process.stdout.write(await aloudPage({ store, config }, process.argv.slice(2), Date.now()));
  });
}
