/** What every request to the simulator passes: no foreign script, no foreign form, no large body. */
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import type { Deps } from '../../deps.ts';
import type { Language } from '../../message.ts';
import { type Env, LANGUAGE_COOKIE, languageOf, pathOf } from './view.ts';

const BODY_BYTES = 64 * 1024;
const LANGUAGE_SECONDS = 365 * 86_400;

export function guard(routes: Hono<Env>, deps: Deps): void {
  routes.use(
    '/simulator/*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [NONCE],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      // With no referrer at all browsers also hide where a form comes from, and it would be refused.
      referrerPolicy: 'same-origin',
      // The demo runs on plain HTTP, on one machine.
      strictTransportSecurity: false,
    }),
  );

  const sameSite = csrf();
  routes.use('/simulator/*', async (c, next) => {
    c.header('cache-control', 'no-store');
    try {
      return await sameSite(c, next);
    } catch (error) {
      if (!(error instanceof HTTPException)) throw error;
      return c.text(deps.texts.say(languageOf(c), 'simulator.demo.crossSite'), 403);
    }
  });

  routes.use(
    '/simulator/*',
    bodyLimit({ maxSize: BODY_BYTES, onError: (c) => c.text('Payload Too Large: 64 KB at most.', 413) }),
  );

  routes.use('/simulator/*', async (c, next) => {
    const chosen = c.req.query('lang');
    if (c.req.method !== 'GET' || chosen === undefined) return next();
    const language: Language = chosen === 'en' ? 'en' : 'vi';
    setCookie(c, LANGUAGE_COOKIE, language, {
      path: '/simulator',
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: LANGUAGE_SECONDS,
    });
    return c.redirect(pathOf(c, 'lang'), 303);
  });
}
