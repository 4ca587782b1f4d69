/** `NN HMN`: a language beyond Vietnamese and English, for the guidance alone; what we say ourselves stays as it is. */
import type { Deps, Further } from '../deps.ts';
import type { Decision, Said } from '../handler.ts';
import type { Button, Language } from '../message.ts';
import { foldName } from '../vietnamese.ts';
import { languageQuestion } from './language.ts';

export type Named = { readonly code: string; readonly name: Readonly<Record<Language, string>> };

/** Found by its code, or by its name as people type it. */
export function choosingAmong(languages: readonly Named[]): Further['choose'] {
  const byWord = new Map(
    languages.flatMap(({ code, name }) =>
      [code, ...wordsFor(name.vi), ...wordsFor(name.en)].map((word) => [word, { code, name }] as const),
    ),
  );
  return (deps, { contact: { language } }, typed): Decision | undefined => {
    if (typed === '') return { says: [offered(deps, language, languages)] };
    const found = byWord.get(typed.replaceAll(' ', ''));
    if (found !== undefined) {
      const text = deps.texts.say(language, 'further.chosen', { name: found.name[language] });
      return { says: [{ text }], tipLanguage: found.code };
    }
    if (!/^[a-z]+$/.test(typed)) return undefined;
    const offer = offered(deps, language, languages);
    return { says: [{ ...offer, text: `${deps.texts.say(language, 'further.none')} ${offer.text}` }] };
  };
}

/** `tiếng H'Mông` is also typed `hmong`. */
function wordsFor(name: string): readonly string[] {
  const whole = foldName(name).replaceAll(' ', '');
  return [whole, whole.replace(/^tieng/, '')];
}

function offered(deps: Pick<Deps, 'texts'>, language: Language, languages: readonly Named[]): Said {
  const { text, buttons } = languageQuestion(deps, language);
  const list = languages.map(({ code, name }) => `${says(code)} (${name[language]})`).join(', ');
  return {
    text: `${text} ${deps.texts.say(language, 'further.offer', { list })}`,
    buttons: [
      ...buttons,
      ...languages.map(({ code, name }): Button[] => [{ label: name[language], says: says(code) }]),
    ],
  };
}

function says(code: string): string {
  return `NN ${code.toUpperCase()}`;
}
