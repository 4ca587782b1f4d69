/** A text of guidance as one person wants it: in their further language where one may leave in it, else in vi or en. */
import type { Deps } from '../deps.ts';
import type { Contact, Said } from '../handler.ts';
import type { Current, Shipped } from './current.ts';

export async function saidTo(
  deps: Pick<Deps, 'store' | 'config' | 'further'>,
  { language, tipLanguage }: Pick<Contact, 'language' | 'tipLanguage'>,
  { id, vi }: Pick<Shipped, 'id' | 'vi'>,
  today: Pick<Current, 'vi' | 'en'>,
): Promise<Said> {
  const item = { id, vi: today.vi, isEdited: today.vi !== vi };
  const further = tipLanguage ? await deps.further?.textOf(deps, tipLanguage, item) : undefined;
  return further === undefined ? { text: today[language] } : { text: further, asWritten: true };
}
