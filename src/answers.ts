/** An answer goes to the feature that asked; a bare number that could mean something else is asked again by name. */
import { type Handler, QUESTION_OPEN_MS, QUESTIONS, type QuestionKind } from './handler.ts';
import { isFreshAnswer } from './route.ts';
import { choiceIn, isBareAnswer } from './words/bare.ts';

/** `unasked` takes a bare answer where no question is open. */
export function answerWith(answers: Readonly<Record<QuestionKind, Handler>>, unasked: Handler): Handler {
  return async (deps, turn) => {
    const { question } = turn;
    if (question === undefined) return unasked(deps, turn);
    const kind = QUESTIONS[question.kind];
    const isOld = turn.now - question.askedAt >= QUESTION_OPEN_MS;
    // A code can only mean its own question.
    const isBare = kind === 'confirm' ? choiceIn(turn.text) !== undefined : isBareAnswer(turn.text);
    if (kind !== 'text' && kind !== 'code' && isBare && !isFreshAnswer(turn)) {
      return {
        says: [
          {
            ...question.prompt,
            text: `${deps.texts.say(turn.contact.language, isOld ? 'first.askedLate' : 'first.askedAgain')}\n${question.prompt.text}`,
          },
        ],
        asks: { kind: question.kind, data: question.data, prompt: question.prompt },
      };
    }
    return answers[question.kind](deps, turn);
  };
}
