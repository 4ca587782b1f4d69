/** `npm run -s read-reports`: JSON lines of messages on standard input, their readings on standard output. */
import * as z from 'zod';
import bc from '../../content/forms/bc.json' with { type: 'json' };
import { compileForm } from '../reports/read/form.ts';
import { readReport } from '../reports/read/read.ts';
import { eachLine } from './json-lines.ts';

const LINE = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  sentAt: z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is not a time'),
});

const form = compileForm(bc);

await eachLine(LINE, '{"id","text","sentAt"}', ({ id, text, sentAt }) => {
  const { outcome, reports, questions } = readReport(text, new Date(sentAt), form, { villages: [] });
  const asked = questions.map(({ field, reason }) => ({ field, reason }));
  process.stdout.write(`${JSON.stringify({ id, outcome, reports, questions: asked })}\n`);
});
