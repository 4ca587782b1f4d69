/**
 * Waits for the end of this turn of the event loop, so that the messages that came in it go on side by side, each
 * doing the same step as the others. One after another, each would find the code of every step cold in the
 * processor: that makes a message cost nearly half as much again.
 */
export function gathering(): () => Promise<void> {
  let waiting: Promise<void> | undefined;
  return () => {
    waiting ??= new Promise((goOn) => {
      setImmediate(() => {
        waiting = undefined;
        goOn();
      });
    });
    return waiting;
  };
}
