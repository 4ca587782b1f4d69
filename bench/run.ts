/** `npm run bench`: every measurement with its limit; `-- --json` prints one object a line. */
import { benchBundle } from './bundle.ts';
import { benchGuidance } from './guidance.ts';
import { shown } from './measure.ts';
import { benchPlaces } from './places.ts';
import { benchReader } from './reader.ts';
import { benchStart } from './start.ts';
import { benchTurns } from './turns.ts';

const json = process.argv.includes('--json');
for (const bench of [benchReader, benchPlaces, benchGuidance, benchTurns, benchStart, benchBundle]) {
  for (const measurement of await bench()) {
    console.log(json ? JSON.stringify(measurement) : shown(measurement));
  }
}
