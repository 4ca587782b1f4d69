/** The service as one fetch handler, the same on Node and on Workers. */
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { twilioRoutes } from './channels/twilio.ts';
import { twilioSignature } from './channels/twilio-signature.ts';
import { takeReceipt } from './deliver.ts';
import type { Deps } from './deps.ts';
import { receive } from './receive.ts';
import { DatabaseBusy } from './store/database.ts';

const BODY_BYTES = 64 * 1024;

export type AppOptions = {
  readonly now: () => number;
};

export function createApp(deps: Deps, { now }: AppOptions): Hono {
  const app = new Hono();

  app.onError((error, c) => {
    if (error instanceof DatabaseBusy) {
      deps.log('warn', 'database-busy', { path: c.req.path, reason: error.message });
      return c.text('Service Unavailable: try again shortly.', 503, { 'retry-after': '5' });
    }
    deps.log('error', 'request-failed', { path: c.req.path, error: error.name, reason: error.message });
    return c.text('Internal Server Error', 500);
  });
  app.notFound((c) => c.text('Not Found', 404));

  app.use(
    '/webhooks/*',
    bodyLimit({ maxSize: BODY_BYTES, onError: (c) => c.text('Payload Too Large: 64 KB at most.', 413) }),
  );

  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    try {
      await deps.store.db.run(sql`SELECT 1 FROM meta`);
      return c.text('ok');
    } catch {
      return c.text('The database does not answer or is not migrated: run "npm run db:migrate".', 503);
    }
  });

  const inbound = (message: Parameters<typeof receive>[1]) => receive(deps, message, now());
  const receipt = (r: Parameters<typeof takeReceipt>[1]) => takeReceipt(deps, r, now());
  const { twilio, publicUrl } = deps.config;
  if (twilio !== undefined && publicUrl !== undefined) {
    app.route(
      '/',
      twilioRoutes({
        config: twilio,
        publicUrl,
        validSignature: twilioSignature,
        now,
        receive: inbound,
        takeReceipt: receipt,
      }),
    );
  }
  app.use('*', secureHeaders());
  return app;
}
