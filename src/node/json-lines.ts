/** JSON lines on standard input: each good one is handled, each bad one told by its number and why; exit code 1 then. */
import { createInterface } from 'node:readline';
import type * as z from 'zod';

export async function eachLine<S extends z.ZodType>(
  shape: S,
  example: string,
  handle: (value: z.infer<S>) => void,
): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const read = readLine(line, shape, example);
    if ('fault' in read) {
      console.error(`Line ${number}: ${read.fault}`);
      process.exitCode = 1;
    } else handle(read.value);
  }
}

function readLine<S extends z.ZodType>(
  line: string,
  shape: S,
  example: string,
): { readonly value: z.infer<S> } | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\uFEFF/u, ''));
  } catch {
    return { fault: `not JSON. Each line must be ${example}.` };
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the line'}: ${message}`,
  );
  return { fault: faults.join('; ') };
}
