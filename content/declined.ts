/** What a person answers and no text, as shipped, checked once when it is loaded; a Worker reads the same file as an asset. */
import declined from './declined.json' with { type: 'json' };
import { type Declined, declinedFile } from './declined-shape.ts';

export const DECLINED: Declined = declinedFile.parse(declined);
