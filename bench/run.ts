/** `npm run bench`: every measurement with its limit; `-- --json` prints one object a line. */

import { shown } from './measure.ts';
import { benchTurns } from './turns.ts';

const json = process.argv.includes('--json');
for (const bench of [benchTurns]) {
  for (const measurement of await bench()) {
    console.log(json ? JSON.stringify(measurement) : shown(measurement));
  }
}
