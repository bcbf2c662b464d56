const LONGEST = 240;

/** Whatever a platform said, as words that may stand on a page: no markup, a full stop, not too long. */
export function toPlainSentence(words: string): string {
  const line = words
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (line === "") return "It gave no reason.";
  if (line.length >= LONGEST) return `${line.slice(0, LONGEST - 2).replace(/\s+\S*$/, "")}….`;
  return /[.!?…](\)|”)?$/.test(line) ? line : `${line}.`;
}
