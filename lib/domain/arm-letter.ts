/** The letter an arm goes by in sentences and charts: 0 is A, 25 is Z, 26 is AA. */
export function armLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : armLetter(Math.floor(index / 26) - 1) + last;
}
