/** Every word a person reads and all that a province configures, as both runtimes load it: a Worker has no files. */
import enAsked from './languages/en/asked.json' with { type: 'json' };
import enBroadcasts from './languages/en/broadcasts.json' with { type: 'json' };
import enConsent from './languages/en/consent.json' with { type: 'json' };
import enFirst from './languages/en/first.json' with { type: 'json' };
import enForm from './languages/en/form.json' with { type: 'json' };
import enGuidance from './languages/en/guidance.json' with { type: 'json' };
import enQuick from './languages/en/quick.json' with { type: 'json' };
import enRegister from './languages/en/register.json' with { type: 'json' };
import enReminders from './languages/en/reminders.json' with { type: 'json' };
import enReports from './languages/en/reports.json' with { type: 'json' };
import enShare from './languages/en/share.json' with { type: 'json' };
import enTelegram from './languages/en/telegram.json' with { type: 'json' };
import viAsked from './languages/vi/asked.json' with { type: 'json' };
import viBroadcasts from './languages/vi/broadcasts.json' with { type: 'json' };
import viConsent from './languages/vi/consent.json' with { type: 'json' };
import viFirst from './languages/vi/first.json' with { type: 'json' };
import viForm from './languages/vi/form.json' with { type: 'json' };
import viGuidance from './languages/vi/guidance.json' with { type: 'json' };
import viQuick from './languages/vi/quick.json' with { type: 'json' };
import viRegister from './languages/vi/register.json' with { type: 'json' };
import viReminders from './languages/vi/reminders.json' with { type: 'json' };
import viReports from './languages/vi/reports.json' with { type: 'json' };
import viShare from './languages/vi/share.json' with { type: 'json' };
import viTelegram from './languages/vi/telegram.json' with { type: 'json' };

export const languages = {
  vi: {
    ...viAsked,
    ...viBroadcasts,
    ...viConsent,
    ...viFirst,
    ...viForm,
    ...viGuidance,
    ...viQuick,
    ...viRegister,
    ...viReminders,
    ...viReports,
    ...viShare,
    ...viTelegram,
  },
  en: {
    ...enAsked,
    ...enBroadcasts,
    ...enConsent,
    ...enFirst,
    ...enForm,
    ...enGuidance,
    ...enQuick,
    ...enRegister,
    ...enReminders,
    ...enReports,
    ...enShare,
    ...enTelegram,
  },
} as const;
