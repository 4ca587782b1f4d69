/** The little of Workers that the entry uses; Cloudflare's own types would replace the web's everywhere. */
declare module 'cloudflare:workers' {
  /** Keeps the event that is being handled alive until the work is done. */
  export function waitUntil(work: Promise<unknown>): void;
}
