/** A stand-in for Twilio's Messages API: keeps what it was asked to send and lists it, fails when told to. */
export type SentSms = {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly statusCallback: string;
  readonly at: number;
  /** As Twilio would tell it when asked. */
  status: string;
};

export type Fault =
  | { readonly status: number; readonly code?: number }
  | { readonly throws: 'refused' | 'timeout' }
  /** Taken, and the answer is lost on the way. */
  | { readonly lost: true };

export type TwilioDouble = {
  readonly sent: SentSms[];
  /** One a call, in order; undefined and an empty list answer normally. */
  readonly faults: (Fault | undefined)[];
  readonly fetch: typeof fetch;
};

export function twilioDouble(now: () => number = () => 0): TwilioDouble {
  const sent: SentSms[] = [];
  const faults: (Fault | undefined)[] = [];
  return {
    sent,
    faults,
    fetch: async (url, init) => {
      if (init?.method !== 'POST') return listed(sent, new URL(String(url)).searchParams.get('To'));
      const fault = faults.shift();
      if (fault !== undefined && 'throws' in fault) {
        throw fault.throws === 'refused'
          ? new TypeError('fetch failed', {
              cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
            })
          : new DOMException('timed out', 'TimeoutError');
      }
      if (fault !== undefined && 'status' in fault)
        return Response.json({ code: fault.code, status: fault.status }, { status: fault.status });
      const form = new URLSearchParams(String(init?.body));
      const sms: SentSms = {
        sid: `SM${String(sent.length + 1).padStart(32, '0')}`,
        to: form.get('To') ?? '',
        from: form.get('From') ?? form.get('MessagingServiceSid') ?? '',
        body: form.get('Body') ?? '',
        statusCallback: form.get('StatusCallback') ?? '',
        at: now(),
        status: 'queued',
      };
      sent.push(sms);
      if (fault !== undefined) throw new DOMException('timed out', 'TimeoutError');
      return Response.json({ sid: sms.sid, status: 'queued' }, { status: 201 });
    },
  };
}

/** The newest first, as Twilio lists them. */
function listed(sent: readonly SentSms[], to: string | null): Response {
  const messages = sent
    .filter((sms) => sms.to === to)
    .map(({ sid, body, status, at }) => ({
      sid,
      body,
      status,
      direction: 'outbound-api',
      date_created: new Date(at).toUTCString().replace('GMT', '+0000'),
      error_code: null,
    }));
  return Response.json({ messages: messages.reverse(), next_page_uri: null });
}
