/** `npm run -s ask`: JSON lines of questions on standard input, what is decided on each on standard output. */
import * as z from 'zod';
import { decide } from '../guidance/ask/decide.ts';
import { eachLine } from './json-lines.ts';

const LINE = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

await eachLine(LINE, '{"id","text"}', ({ id, text }) => {
  const decided = decide(text);
  const { topic, item } = decided.kind === 'topic' ? decided : { topic: null, item: null };
  process.stdout.write(`${JSON.stringify({ id, kind: decided.kind, topic, item })}\n`);
});
