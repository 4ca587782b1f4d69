/** Only to be bundled as the Worker is: tells what zod makes of things there. */
import * as z from 'zod';
import { outcomes } from './zod-outcomes.ts';

function jsonSchema(): unknown {
  try {
    return z.string().toJSONSchema();
  } catch (error) {
    return (error as Error).message;
  }
}

export default { fetch: () => Response.json({ told: outcomes(), jsonSchema: jsonSchema() }) };
