/**
 * Twilio and Telegram in a process of their own that answer at once: `node bench/fake-provider.ts [most a second]`.
 * With a limit, a message more than that in any second is answered 429 and counted.
 */
import { createServer } from 'node:http';

const limit = Number(process.argv[2] ?? 0);
const recent: number[] = [];
let taken = 0;
let refused = 0;
let first = 0;
let last = 0;

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const now = performance.now();
    while ((recent[0] ?? now) < now - 1_000) recent.shift();
    const isRefused = limit > 0 && recent.length >= limit;
    if (isRefused) refused += 1;
    else {
      if (limit > 0) recent.push(now);
      if (taken === 0) first = now;
      last = now;
      taken += 1;
    }
    response.writeHead(isRefused ? 429 : 200, { 'content-type': 'application/json' });
    const isTelegram = request.url?.startsWith('/bot') === true;
    response.end(
      isRefused
        ? '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}'
        : isTelegram
          ? `{"ok":true,"result":{"message_id":${taken},"date":1,"chat":{"id":${taken},"type":"private"}}}`
          : `{"sid":"SM${String(taken).padStart(32, '0')}","status":"queued"}`,
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('message', () => process.send?.({ taken, refused, seconds: (last - first) / 1_000 }));
