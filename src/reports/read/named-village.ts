/** Whether a text names a village that is none of the sender's, however uncertain the rest of it is. */
import { fold } from '../../vietnamese.ts';
import type { Form } from './form.ts';
import { sentTime } from './month.ts';
import { normalise } from './normalise.ts';
import { scan } from './scan.ts';
import { tokenise } from './tokenise.ts';
import { villageMeant } from './village-meant.ts';
import { VILLAGE_WORDS } from './vocabulary.ts';

const VILLAGE_WORD = new RegExp(`(?<![a-z])(?:${[...VILLAGE_WORDS.keys()].join('|')})(?![a-z])`);
const LONGEST_READ = 3000;

/** The name as typed; undefined where no other village is named. */
export function strangeVillage(text: string, form: Form, own: readonly string[]): string | undefined {
  if (text.length > LONGEST_READ || !VILLAGE_WORD.test(fold(text))) return undefined;
  const { items } = scan(tokenise(normalise(text, form), form.old), form, sentTime(new Date(0)), own);
  const meant = villageMeant(items, own);
  return meant.kind === 'other' ? meant.name : undefined;
}
