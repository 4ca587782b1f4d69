/** What a sheet that comes back from health staff changes: editions, reviews, publications; and what is refused. Pure. */
import { recordAct } from '../store/audit.ts';
import { addReview, dropEdition, publish, putEdition } from '../store/reviews.ts';
import type { Write } from '../store/statement.ts';
import { cleanTyped, fold } from '../vietnamese.ts';
import { textHash } from './review.ts';
import type { ItemStanding } from './standing.ts';
import { textFaults, translationFaults } from './text-faults.ts';

/** One row as it came back; cells as typed, empty where there is nothing. */
export type EditedRow = {
  /** As the spreadsheet numbers it. */
  readonly row: number;
  readonly id: string;
  readonly vi: string;
  /** In a sheet of translations, the translation. */
  readonly en: string;
  /** Hash of the text when it was exported. */
  readonly base: string;
  readonly state: string;
  readonly mark: string;
};

export type Refused = { readonly row: number; readonly id: string; readonly reason: string };

export type EditPlan = {
  readonly writes: readonly Write[];
  /** Ids of items. */
  readonly edited: readonly string[];
  readonly reviewed: readonly string[];
  readonly published: readonly string[];
  readonly unchanged: number;
  readonly refused: readonly Refused[];
};

export type EditedBy = { readonly by: string; readonly publish: boolean; readonly now: number };

const ACTOR = 'operator:content-import';
const YES = /^(?:[xv✓✔☑]|ok|co|yes|true|1|da duyet.*|duyet|reviewed)$/u;
/** Words of the state column that say more than draft. */
const HAS_READ = /^(?:x|v|da duyet.*|duyet|reviewed|duoc gui|published)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they come out of old spreadsheets and no SMS carries them.
const CONTROL = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

/** A typed text as it is kept: NFC, plain quotes and dashes, no blank that nobody sees. */
export function tidyText(typed: string): string {
  return cleanTyped(typed)
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(CONTROL, '')
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‘’‚′]/gu, "'")
    .replace(/[–—‐‑−]/gu, '-')
    .replace(/…/gu, '...')
    .replace(/[ \t]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
}

export async function planEdits(
  rows: readonly EditedRow[],
  items: readonly ItemStanding[],
  as: EditedBy,
): Promise<EditPlan> {
  const known = new Map(items.map((standing) => [standing.item.id, standing]));
  const seen = new Map<string, number>();
  const refused: Refused[] = [];
  const plans: RowPlan[] = [];
  for (const row of rows) {
    const id = row.id.trim();
    const standing = known.get(id);
    const before = seen.get(id);
    const reason =
      id === ''
        ? 'there is no id: fill in the one that was exported, or delete the row'
        : standing === undefined
          ? `no item has the id "${id}": leave the column of ids as it was exported`
          : before !== undefined
            ? `the same id stands in row ${before}: keep one of them`
            : undefined;
    seen.set(id, before ?? row.row);
    const plan = standing === undefined || reason !== undefined ? reason : await planRow(row, standing, as);
    if (typeof plan === 'string') refused.push({ row: row.row, id, reason: plan });
    else if (plan !== undefined) plans.push(plan);
  }
  const idsOf = (act: keyof RowPlan['did']) => plans.filter(({ did }) => did[act]).map(({ id }) => id);
  return {
    writes: plans.flatMap(({ writes }) => writes),
    edited: idsOf('edited'),
    reviewed: idsOf('reviewed'),
    published: idsOf('published'),
    unchanged: plans.filter(({ writes }) => writes.length === 0).length,
    refused,
  };
}

type RowPlan = {
  readonly id: string;
  readonly did: { readonly edited: boolean; readonly reviewed: boolean; readonly published: boolean };
  readonly writes: readonly Write[];
};

/** A sentence where the row is refused as a whole: half of what was meant would be a guess. */
async function planRow(
  row: EditedRow,
  standing: ItemStanding,
  { by, publish: toPublish, now }: EditedBy,
): Promise<RowPlan | string> {
  const { item } = standing;
  const [vi, en, base] = [tidyText(row.vi), tidyText(row.en), row.base.trim()];
  const typed = await textHash({ vi, en });
  const today = await textHash({ vi: tidyText(standing.vi), en: tidyText(standing.en) });
  const isToday = typed === today;
  const isEdited = !isToday && typed !== base;
  const isOld = base !== standing.hash;
  const mark = markOf(row, standing, isOld);
  if (typeof mark === 'string') return mark;
  if (isEdited && isOld) {
    return base === ''
      ? 'the code of the text is missing, so nobody can tell what was changed: export again and repeat the change there'
      : 'the text was changed by someone else since this sheet was exported: export again and repeat the change there';
  }
  if (isEdited && standing.language !== undefined) {
    return `this sheet is only for reading: correct a translation in content/languages/${standing.language}/items.json, the Vietnamese in its own sheet, and export again`;
  }
  if (mark.hasRead && !isEdited && !isToday) {
    return 'the text that was read here is no longer the one of today: export again and read that one';
  }
  if (isEdited || mark.hasRead) {
    const faults = standing.language === undefined ? textFaults({ vi, en }) : translationFaults(en);
    if (faults.length > 0) return faults.join('; ');
  }
  const hash = isEdited ? typed : standing.hash;
  const isRead = !isEdited && standing.state !== 'draft';
  const reviewed = mark.hasRead && !isRead;
  // What came back in an old sheet is not what would be published.
  const published =
    toPublish && (isEdited || isToday) && (reviewed || (!isEdited && standing.state === 'reviewed'));
  const at = { item: item.id, hash };
  const writes = [
    ...(isEdited ? [editionOf(standing, { vi, en }, by, now)] : []),
    ...(reviewed ? [addReview({ ...at, reviewedBy: by, reviewedAt: now })] : []),
    ...(published ? [publish(at, by, now)] : []),
  ];
  const did = { edited: isEdited, reviewed, published };
  const acts = (['edited', 'reviewed', 'published'] as const).filter((act) => did[act]);
  return {
    id: item.id,
    did,
    writes: [
      ...writes,
      ...acts.map((act) =>
        recordAct({
          at: now,
          actor: ACTOR,
          action: `text-${act}`,
          subject: `item:${item.id}`,
          detail: { hash },
        }),
      ),
    ],
  };
}

function editionOf(
  { item }: ItemStanding,
  { vi, en }: { readonly vi: string; readonly en: string },
  madeBy: string,
  madeAt: number,
): Write {
  return vi === item.vi && en === item.en
    ? dropEdition(item.id)
    : putEdition({ item: item.id, vi, en, madeBy, madeAt });
}

/**
 * Whether the row says that its text was read. The column for it is empty when exported; the column of states counts
 * where somebody has raised it, not where it still says of an older text what was true then.
 */
function markOf(
  row: EditedRow,
  { state }: ItemStanding,
  isOld: boolean,
): { readonly hasRead: boolean } | string {
  const mark = fold(row.mark).trim();
  if (YES.test(mark)) return { hasRead: true };
  if (mark !== '' && mark !== 'false') {
    return `"${row.mark.trim()}" says neither yes nor no: write x where the text was read and is right, or leave it empty`;
  }
  return { hasRead: state === 'draft' && !isOld && HAS_READ.test(fold(row.state).trim()) };
}
