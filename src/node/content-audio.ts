/** `npm run -s content:audio`: for each tip its recordings in AUDIO_DIR, and the files that will never be sent; exit code 1 where there is one. */
import { allEditions } from '../store/reviews.ts';
import { AdminRefused } from './admin-needs.ts';
import { audioFilesIn } from './audio-files.ts';
import { audioReport } from './audio-report.ts';
import { catalogue } from './catalogue.ts';
import { contentCommand } from './content-command.ts';

await contentCommand(async (store, { audioDir }) => {
  if (audioDir === undefined) {
    throw new AdminRefused(
      'AUDIO_DIR is not set: name the folder of recordings, e.g. AUDIO_DIR=/srv/vong-tay/audio npm run -s content:audio',
    );
  }
  const tips = catalogue().filter(({ anchor }) => anchor !== 'asked');
  const editions = await allEditions(store);
  const { lines, faults, summary } = audioReport(
    audioFilesIn(audioDir),
    tips.map(({ id }) => id),
    new Map(editions.map(({ item, madeAt }) => [item, madeAt])),
  );
  console.log([...lines, '', summary].join('\n'));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
});
