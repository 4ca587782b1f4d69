/** The words of pages, which a Worker does not serve and need not carry. */
import enDelivery from './languages/en/delivery.json' with { type: 'json' };
import enLoudspeaker from './languages/en/loudspeaker.json' with { type: 'json' };
import enPages from './languages/en/pages.json' with { type: 'json' };
import enSimulator from './languages/en/simulator.json' with { type: 'json' };
import viDelivery from './languages/vi/delivery.json' with { type: 'json' };
import viLoudspeaker from './languages/vi/loudspeaker.json' with { type: 'json' };
import viPages from './languages/vi/pages.json' with { type: 'json' };
import viSimulator from './languages/vi/simulator.json' with { type: 'json' };

export const pages = {
  vi: { ...viDelivery, ...viLoudspeaker, ...viPages, ...viSimulator },
  en: { ...enDelivery, ...enLoudspeaker, ...enPages, ...enSimulator },
} as const;
