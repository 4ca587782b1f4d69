/** What is confirmed by SMS with the code that came to the phone. */
import type { Phone } from './house.ts';

/** The four digits behind XOA, or behind `soan` alone. */
export function codeAsked(texts: readonly string[]): string {
  const code = /(?:XOA|[Ss]oan|[Ss]end) (\d{4})\b/.exec(texts.join('\n'))?.[1];
  if (code === undefined) throw new Error(`no code in: ${texts.join(' | ')}`);
  return code;
}

/** Another four digits than these. */
export function not(code: string): string {
  return String((Number(code) + 1) % 10_000).padStart(4, '0');
}

/** Asks to be erased, and confirms it. */
export async function erases(phone: Phone): Promise<string[]> {
  return phone.says(`XOA ${codeAsked(await phone.says('XOA'))}`);
}

/** Says yes to the question that has come whether the family moves to another number. */
export async function agreesToMove(phone: Phone): Promise<string[]> {
  return phone.says(codeAsked(await phone.hears()));
}
