/** Quick counts: one to five numbers that an officer asks of villages for once. */
import type { Handler } from '../../handler.ts';
import { answerHandlers } from './answer.ts';
import { askHandlers } from './ask.ts';
import type { Office } from './office.ts';
import { closeWith, pickedWith } from './show.ts';

export function quickHandlers(office: Office) {
  const { command, ...asks } = askHandlers(office);
  const answers = answerHandlers(office.isCancel);
  return {
    ...asks,
    command,
    table: pickedWith(office),
    close: closeWith(office),
    answer: answers.command,
    whichCount: answers.count,
    whichVillage: answers.village,
  } satisfies Readonly<Record<string, Handler>>;
}
