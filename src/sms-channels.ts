/** Every way to a phone. A new one is its file in `channels/`, its name in `message.ts`, its settings and a line here. */
import { esms } from './channels/esms.ts';
import { gateway } from './channels/gateway.ts';
import type { SmsChannel } from './channels/sms-channel.ts';
import { twilioRoutes, twilioSender } from './channels/twilio.ts';
import { twilioSignature } from './channels/twilio-signature.ts';
import type { SmsChannelName } from './message.ts';

const twilio: SmsChannel = {
  sender: ({ config: { twilio: config, publicUrl }, fetch }) =>
    config === undefined || publicUrl === undefined ? undefined : twilioSender({ config, publicUrl, fetch }),
  routes: ({ config: { twilio: config, publicUrl }, ...world }) =>
    config === undefined || publicUrl === undefined
      ? undefined
      : twilioRoutes({ config, publicUrl, validSignature: twilioSignature, ...world }),
};

export const SMS: Readonly<Record<SmsChannelName, SmsChannel>> = { twilio, esms, gateway };
