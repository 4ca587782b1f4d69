/** Sentences of the tables: no number of their own, and the same places to fill in both languages. */
import type { Tables, Wording } from '../../../content/tables/shape.ts';
import { placeholders } from './words.ts';

/** Telephone numbers are no facts of a table: they hold for everyone and do not change with a circular. */
const TELEPHONE = new Set(['111', '115']);

export function templateFaults({ titles, ...kinds }: Tables['templates']): readonly string[] {
  return [
    ...Object.entries(titles).flatMap(([kind, { vi, en }]) =>
      numbersIn(`${vi} ${en}`).map((number) => `templates titles.${kind}: has the number ${number}`),
    ),
    ...Object.entries(kinds).flatMap(([kind, templates]) =>
      Object.entries(templates).flatMap(([name, wording]) =>
        wordingFaults(`templates ${kind}.${name}`, wording),
      ),
    ),
  ];
}

function wordingFaults(where: string, { sure = [], cautious = [] }: Wording): readonly string[] {
  const wordings = [...sure, ...cautious];
  if (wordings.length === 0) return [`${where}: no sentence`];
  return wordings.flatMap(({ vi, en }) => {
    const [inVi, inEn] = [placeholders(vi).join(), placeholders(en).join()];
    return [
      ...(inVi === inEn
        ? []
        : [`${where}: vi is filled with ${inVi || 'nothing'}, en with ${inEn || 'nothing'}`]),
      ...numbersIn(`${vi} ${en}`).map(
        (number) => `${where}: has the number ${number}, which belongs in a row`,
      ),
    ];
  });
}

function numbersIn(text: string): readonly string[] {
  return (text.match(/\d+/g) ?? []).filter((number) => !TELEPHONE.has(number));
}
