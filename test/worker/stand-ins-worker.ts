/** Only to be bundled as the Worker is: tells what comes of the stand-ins there. */
import * as z from 'zod';
import { segmentCounts } from './segment-counts.ts';
import { outcomes } from './zod-outcomes.ts';

function jsonSchema(): unknown {
  try {
    return z.string().toJSONSchema();
  } catch (error) {
    return (error as Error).message;
  }
}

const told = () => ({ zod: outcomes(), segments: segmentCounts(), jsonSchema: jsonSchema() });

export default { fetch: () => Response.json(told()) };
