/** A stand-in for Twilio's Messages API: keeps what it was asked to send, fails when told to. */
export type SentSms = {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly statusCallback: string;
};

export type Fault =
  | { readonly status: number; readonly code?: number }
  | { readonly throws: 'refused' | 'timeout' };

export type TwilioDouble = {
  readonly sent: SentSms[];
  /** One a call, in order; an empty list answers normally. */
  readonly faults: Fault[];
  readonly fetch: typeof fetch;
};

export function twilioDouble(): TwilioDouble {
  const sent: SentSms[] = [];
  const faults: Fault[] = [];
  return {
    sent,
    faults,
    fetch: async (_url, init) => {
      const fault = faults.shift();
      if (fault !== undefined && 'throws' in fault) {
        throw fault.throws === 'refused'
          ? new TypeError('fetch failed', {
              cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
            })
          : new DOMException('timed out', 'TimeoutError');
      }
      if (fault !== undefined)
        return Response.json({ code: fault.code, status: fault.status }, { status: fault.status });
      const form = new URLSearchParams(String(init?.body));
      const sms: SentSms = {
        sid: `SM${String(sent.length + 1).padStart(32, '0')}`,
        to: form.get('To') ?? '',
        from: form.get('From') ?? '',
        body: form.get('Body') ?? '',
        statusCallback: form.get('StatusCallback') ?? '',
      };
      sent.push(sms);
      return Response.json({ sid: sms.sid, status: 'queued' }, { status: 201 });
    },
  };
}
