/** `npm run -s read-reports`: JSON lines of messages on standard input, their readings on standard output. */
import { createInterface } from 'node:readline';
import * as z from 'zod';
import bc from '../../content/forms/bc.json' with { type: 'json' };
import { compileForm } from '../reports/read/form.ts';
import { readReport } from '../reports/read/read.ts';

const LINE = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  sentAt: z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is not a time'),
});

async function run(): Promise<void> {
  const form = compileForm(bc);
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const message = parseLine(line);
    if (typeof message === 'string') {
      console.error(`Line ${number}: ${message}`);
      process.exitCode = 1;
      continue;
    }
    const { outcome, reports, questions } = readReport(message.text, new Date(message.sentAt), form, {
      villages: [],
    });
    const asked = questions.map(({ field, reason }) => ({ field, reason }));
    process.stdout.write(`${JSON.stringify({ id: message.id, outcome, reports, questions: asked })}\n`);
  }
}

function parseLine(line: string): z.infer<typeof LINE> | string {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\uFEFF/u, ''));
  } catch {
    return 'not JSON. Each line must be {"id","text","sentAt"}.';
  }
  const parsed = LINE.safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`)
    .join('; ');
}

await run();
