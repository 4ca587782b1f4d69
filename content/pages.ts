/** The words of pages, which a Worker does not serve and need not carry. */
import enLoudspeaker from './languages/en/loudspeaker.json' with { type: 'json' };
import enSimulator from './languages/en/simulator.json' with { type: 'json' };
import viLoudspeaker from './languages/vi/loudspeaker.json' with { type: 'json' };
import viSimulator from './languages/vi/simulator.json' with { type: 'json' };

export const pages = {
  vi: { ...viLoudspeaker, ...viSimulator },
  en: { ...enLoudspeaker, ...enSimulator },
} as const;
