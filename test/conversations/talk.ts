/** A stretch of a conversation, as it would be read over somebody's shoulder. */
import type { Chat } from './chat.ts';
import type { Phone } from './house.ts';

/** Each text said, and below it, after `<`, what came back. */
export async function talk(who: Pick<Phone | Chat, 'says'>, ...texts: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const text of texts) {
    lines.push(`> ${text}`);
    for (const answer of await who.says(text)) lines.push(`< ${answer.replaceAll('\n', '\n  ')}`);
  }
  return lines.join('\n');
}
