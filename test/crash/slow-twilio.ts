/** Twilio over a real socket, which takes its time. */
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { freePort } from './server.ts';

export type SlowTwilio = {
  readonly url: string;
  /** The delivery ids of what it was asked to send, in order. */
  readonly sent: string[];
};

const ANSWERS_AFTER_MS = 20;

export async function slowTwilio(): Promise<SlowTwilio> {
  const sent: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => {
      body += data.toString();
    });
    request.on('end', () => {
      const callback = new URLSearchParams(body).get('StatusCallback') ?? '';
      sent.push(new URLSearchParams(callback.split('?')[1]).get('d') ?? '');
      setTimeout(() => {
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ sid: `SM${String(sent.length).padStart(32, '0')}` }));
      }, ANSWERS_AFTER_MS);
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}`, sent };
}
