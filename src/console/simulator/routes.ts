/**
 * The demo in a browser: pick up anyone's old phone, write, move the clock, look at what left and what was counted.
 * Mounted in demo mode only, without a line of script: pages and forms.
 */
import { Hono } from 'hono';
import { clockRoutes } from './clock-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { guard } from './guard.ts';
import { loudspeakerRoutes } from './loudspeaker-routes.ts';
import { ICON } from './page.ts';
import { phoneRoutes } from './phone-routes.ts';
import { tableRoutes } from './table-routes.ts';
import { type Env, notFound, type SimulatorWiring } from './view.ts';

export function simulatorRoutes(wiring: SimulatorWiring): Hono {
  const routes = new Hono<Env>();
  guard(routes, wiring.deps);
  routes.get('/', (c) => c.redirect('/simulator', 302));
  routes.get('/simulator/icon.svg', (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml' }));
  phoneRoutes(routes, wiring);
  clockRoutes(routes, wiring);
  tableRoutes(routes, wiring);
  deliveryRoutes(routes, wiring);
  loudspeakerRoutes(routes, wiring);
  routes.all('/simulator/*', (c) => notFound(c, wiring));
  return new Hono().route('/', routes);
}
