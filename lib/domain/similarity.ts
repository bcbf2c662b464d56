/** How alike two texts are, from 0 to 1: shared runs of three characters, case and spacing aside. */
export function similarity(a: string, b: string): number {
  const first = toTrigrams(a);
  const second = toTrigrams(b);
  if (first.size === 0 && second.size === 0) return 1;
  let shared = 0;
  for (const trigram of first) if (second.has(trigram)) shared++;
  return shared / (first.size + second.size - shared);
}

function toTrigrams(text: string): Set<string> {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (plain === "") return new Set();
  const characters = Array.from(`  ${plain} `);
  return new Set(characters.slice(2).map((_, i) => characters.slice(i, i + 3).join("")));
}
