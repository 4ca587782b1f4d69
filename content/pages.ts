/** The words of pages and of further languages: a Worker has neither and need not carry them. */
import enDelivery from './languages/en/delivery.json' with { type: 'json' };
import enFurther from './languages/en/further.json' with { type: 'json' };
import enLoudspeaker from './languages/en/loudspeaker.json' with { type: 'json' };
import enPages from './languages/en/pages.json' with { type: 'json' };
import enSimulator from './languages/en/simulator.json' with { type: 'json' };
import viDelivery from './languages/vi/delivery.json' with { type: 'json' };
import viFurther from './languages/vi/further.json' with { type: 'json' };
import viLoudspeaker from './languages/vi/loudspeaker.json' with { type: 'json' };
import viPages from './languages/vi/pages.json' with { type: 'json' };
import viSimulator from './languages/vi/simulator.json' with { type: 'json' };

export const pages = {
  vi: { ...viDelivery, ...viFurther, ...viLoudspeaker, ...viPages, ...viSimulator },
  en: { ...enDelivery, ...enFurther, ...enLoudspeaker, ...enPages, ...enSimulator },
} as const;
