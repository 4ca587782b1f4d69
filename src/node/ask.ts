/** `npm run -s ask`: JSON lines of questions on standard input, what is decided on each on standard output. */
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { decide } from '../guidance/ask/decide.ts';

const LINE = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

async function run(): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const question = parseLine(line);
    if (question === undefined) {
      console.error(`Line ${number}: each line must be {"id","text"}.`);
      process.exitCode = 1;
      continue;
    }
    const decided = decide(question.text);
    const { topic, item } = decided.kind === 'topic' ? decided : { topic: null, item: null };
    process.stdout.write(`${JSON.stringify({ id: question.id, kind: decided.kind, topic, item })}\n`);
  }
}

function parseLine(line: string): z.infer<typeof LINE> | undefined {
  try {
    return LINE.safeParse(JSON.parse(line.replace(/^\uFEFF/u, ''))).data;
  } catch {
    return undefined;
  }
}

await run();
