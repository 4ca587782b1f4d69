/** Whether one letter is wrong, missing, too many, or changed places with its neighbour. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

const SHORTEST = 4;

/** A slip of the finger in a name: short names are too near to each other, and a wrong number is another place. */
export function mistyped(typed: string, name: string): boolean {
  return (
    Math.min(typed.length, name.length) >= SHORTEST &&
    oneSlip(typed, name) &&
    typed.replace(/\D+/gu, '') === name.replace(/\D+/gu, '')
  );
}
