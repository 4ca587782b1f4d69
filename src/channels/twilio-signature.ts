/** Twilio's own signature check, from the one file of its SDK that needs nothing else: the whole SDK is 20 times larger. */
import webhooks from 'twilio/lib/webhooks/webhooks.js';

export function twilioSignature(
  authToken: string,
  signature: string,
  url: string,
  params: Readonly<Record<string, string | readonly string[]>>,
): boolean {
  return webhooks.validateRequest(authToken, signature, url, params);
}
