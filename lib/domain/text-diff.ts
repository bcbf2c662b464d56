export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Above this many pairs of words the middle is told as a whole: a table of them would be too large. */
const MOST_PAIRS = 1_000_000;

/** Words with the space after them, so that the parts put together are the text again. */
const toWords = (text: string): string[] => text.match(/\s*\S+\s*?(?=\s|$)|\s+$/gu) ?? [];

/** What became of a text, word by word. Its `same` and `added` parts are the new text. */
export function diffText(before: string, after: string): DiffPart[] {
  const old = toWords(before);
  const now = toWords(after);
  const head = countEqual(old, now);
  const tail = countEqual(old.slice(head).reverse(), now.slice(head).reverse());
  const parts = merge([
    ...toParts("same", now.slice(0, head)),
    ...diffMiddle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...toParts("same", now.slice(now.length - tail)),
  ]);
  return isAnother(parts, Math.max(before.length, after.length)) ? toWhole(before, after) : parts;
}

/** Too little is left for the words in common to mean anything: little islands in what changed. */
function isAnother(parts: readonly DiffPart[], length: number): boolean {
  const kept = parts.reduce((sum, { kind, text }) => sum + (kind === "same" ? text.length : 0), 0);
  return kept * 4 < length;
}

const toWhole = (before: string, after: string): DiffPart[] => [
  ...(before ? [{ kind: "removed" as const, text: before }] : []),
  ...(after ? [{ kind: "added" as const, text: after }] : []),
];

const toParts = (kind: DiffPart["kind"], words: readonly string[]): DiffPart[] =>
  words.map((text) => ({ kind, text }));

function countEqual(old: readonly string[], now: readonly string[]): number {
  const differs = now.findIndex((word, place) => word !== old[place]);
  return differs === -1 ? now.length : differs;
}

/** By the longest common run of words, in order. */
function diffMiddle(old: readonly string[], now: readonly string[]): DiffPart[] {
  if (old.length * now.length > MOST_PAIRS) {
    return [...toParts("removed", old), ...toParts("added", now)];
  }
  const common = countCommon(old, now);
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [gone, come] = [old[i], now[j]];
    if (gone !== undefined && gone === come) {
      parts.push({ kind: "same", text: gone });
      [i, j] = [i + 1, j + 1];
    } else if (
      gone !== undefined &&
      (come === undefined || at(common, i + 1, j) >= at(common, i, j + 1))
    ) {
      parts.push({ kind: "removed", text: gone });
      i += 1;
    } else {
      parts.push({ kind: "added", text: come ?? "" });
      j += 1;
    }
  }
  return parts;
}

const at = (table: readonly Uint16Array[], i: number, j: number) => table[i]?.[j] ?? 0;

/** How many words the rests from `i` and `j` on have in common, for every pair. */
function countCommon(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i];
    if (!row) continue;
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] =
        old[i] === now[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

/** Neighbours of one kind become one part; what went stands before what came in its place. */
function merge(parts: readonly DiffPart[]): DiffPart[] {
  const merged: DiffPart[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed) merged.push({ kind: "removed", text: removed });
    if (added) merged.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const { kind, text } of parts) {
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else {
      flush();
      const last = merged.at(-1);
      if (last?.kind === "same") last.text += text;
      else merged.push({ kind, text });
    }
  }
  flush();
  return merged;
}
