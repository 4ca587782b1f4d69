/** Puts a double behind a real port, for a service that runs in a process of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Served = { readonly url: string; close(): Promise<void> };

/** A double that throws is a connection that breaks. */
export async function overHttp(double: typeof fetch): Promise<Served> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const type = request.headers['content-type'] ?? '';
    const body = Buffer.concat(chunks);
    try {
      const answer = await double(`http://${request.headers.host}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': type },
        // A form with files is no text.
        ...(chunks.length === 0
          ? {}
          : { body: type.startsWith('multipart/') ? body : body.toString('utf8') }),
      });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
