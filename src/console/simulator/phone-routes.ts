/** Picking up a phone and writing. What is sent goes through `receive`, like a text from outside. */
import type { Hono } from 'hono';
import * as z from 'zod';
import { receive } from '../../receive.ts';
import { communesOfProvince } from '../../units/units.ts';
import { inventPhone } from './invent.ts';
import { EMPTY_FORM, peoplePage, ROLE_CHOICES } from './people-page.ts';
import { phonePage } from './phone-page.ts';
import { everyone, personWith } from './phones.ts';
import { suggestions } from './suggestions.ts';
import { surroundings } from './surroundings.ts';
import { timeline } from './timeline.ts';
import { type Env, fieldsOf, LONGEST_TEXT, notFound, type SimulatorWiring, viewOf } from './view.ts';

const writtenForm = z.object({ text: z.string(), nonce: z.string().regex(/^[\w-]{16,64}$/) });

const line = (longest: number) => z.string().trim().max(longest).catch('');
const inventForm = z.object({
  number: line(24),
  name: line(60),
  role: z.enum(ROLE_CHOICES).catch(EMPTY_FORM.role),
  commune: line(10),
  village: line(60),
});

export function phoneRoutes(routes: Hono<Env>, wiring: SimulatorWiring): void {
  const { deps, now, province } = wiring;

  routes.get('/simulator', async (c) => {
    const [people, communes] = await Promise.all([everyone(deps), communesOfProvince(deps.store, province)]);
    return c.html(peoplePage(viewOf(c, wiring), people, communes));
  });

  routes.post('/simulator/phones', async (c) => {
    const view = viewOf(c, wiring);
    const communes = await communesOfProvince(deps.store, province);
    const form = inventForm.parse(await fieldsOf(c));
    const name = (number: string) => view.say('simulator.invent.called', { number });
    const made = await inventPhone(deps, form, { communes, province, name, now: now() });
    if (made.ok) return c.redirect(`/simulator/phone/${made.id}`, 303);
    const here = { ...view, path: '/simulator' };
    return c.html(peoplePage(here, await everyone(deps), communes, form, made.fault), 400);
  });

  routes.get('/simulator/phone/:id', async (c) => {
    const person = await personWith(deps, c.req.param('id'));
    if (person === undefined) return notFound(c, wiring);
    const messages = person.contact === undefined ? [] : await timeline(deps, person.contact);
    const around = await surroundings(deps, person, now());
    return c.html(
      phonePage(viewOf(c, wiring), {
        person,
        messages,
        suggestions: suggestions(person, messages, around, now()),
        nonces: { write: deps.secrets.token(), chips: deps.secrets.token() },
      }),
    );
  });

  routes.post('/simulator/phone/:id', async (c) => {
    const person = await personWith(deps, c.req.param('id'));
    if (person === undefined) return notFound(c, wiring);
    const back = `/simulator/phone/${person.phone.id}`;
    const form = writtenForm.safeParse(await fieldsOf(c));
    if (!form.success) return c.redirect(`${back}?problem=form`, 303);
    const { text, nonce } = form.data;
    if (text.length > LONGEST_TEXT) return c.redirect(`${back}?problem=long`, 303);
    const at = now();
    await receive(
      deps,
      {
        channel: 'simulator',
        // The same form with the same text twice is one message; another text from an old page is another.
        providerId: deps.secrets.mac(`sms:${person.phone.id}:${nonce}:${text}`),
        from: { kind: 'phone', value: person.phone.number },
        text,
        sentAt: at,
        kind: 'text',
      },
      at,
    );
    await wiring.drain(now());
    return c.redirect(back, 303);
  });
}
