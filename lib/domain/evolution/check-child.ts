import { similarity } from "@/lib/domain/similarity";
import { Directives, differingKeys } from "./directives";
import { renderPrompt } from "./prompt";

export interface ChildIdea {
  directives: Directives;
  notes: readonly string[];
}

export const MOST_NOTES = 3;
export const LONGEST_NOTE = 160;
const LONGEST_PROMPT = 2000;
const ALIKE = 0.8;

const placeholder = /\{\{?[^}]*\}?\}|\[[^\]]*\]|<[^>]*>|\b(?:todo|tbd|lorem ipsum|xxx)\b/i;
const link = /\bhttps?:\/\/|\bwww\.|(?:^|\s)@\w/i;
// What a brand may say only when it can prove it, and orders that would undo the brand's own rules.
const claims = [
  /\bguarantee/i,
  /\b100\s?%/,
  /\brisk[- ]free\b/i,
  /\bcures?\b/i,
  /\bmiracle\b/i,
  /#\s?1\b|\bnumber one\b/i,
  /\b(?:best|cheapest) (?:in|on) the (?:world|market|planet)\b/i,
  /\bscientifically proven\b|\bclinically\b/i,
  /\b(?:ignore|disregard|forget|override)\b[^.]*\b(?:rule|brief|instruction|limit|brand|above)/i,
];

/** What is wrong with a new prompt, in words for the model that wrote it; empty: nothing. */
export function checkChild(
  child: ChildIdea,
  taken: readonly ChildIdea[],
  bannedWords: readonly string[],
): string[] {
  if (!Directives.safeParse(child.directives).success)
    return ["directives: use only the listed levels, one of each directive."];
  const issues = child.notes.flatMap((note) => checkNote(note, bannedWords));
  if (child.notes.length > MOST_NOTES) issues.push(`notes: ${MOST_NOTES} at most.`);
  if (renderPrompt(child.directives, child.notes).length > LONGEST_PROMPT)
    issues.push("The prompt is too long.");
  if (taken.some((each) => isNear(child, each)))
    issues.push("A prompt like this was there before. Change something else.");
  return issues;
}

function checkNote(note: string, bannedWords: readonly string[]): string[] {
  const issues: string[] = [];
  const plain = toPlain(note);
  if (note.trim() === "" || [...note].length > LONGEST_NOTE)
    issues.push(`notes: each has 1 to ${LONGEST_NOTE} characters.`);
  if (/[\n\r\u2028\u2029]/u.test(note)) issues.push("notes: each is one line.");
  else if (/\p{C}/u.test(note)) issues.push("notes: no control or invisible characters.");
  if (placeholder.test(note)) issues.push("notes: no placeholders.");
  if (link.test(note)) issues.push("notes: no links and no handles.");
  const banned = bannedWords.find((word) => toPlain(word) && plain.includes(toPlain(word)));
  if (banned) issues.push(`notes: leave out “${banned}”, it is on the brand's list.`);
  if (claims.some((claim) => claim.test(note)))
    issues.push("notes: claim nothing that needs proof and lift no rule.");
  return issues;
}

/** As people read it: letters in another dress, invisible marks and wide gaps hide no word. */
const toPlain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/\p{C}/gu, "")
    .toLowerCase()
    .trim();

/** The same directives, and notes that say the same. */
function isNear(a: ChildIdea, b: ChildIdea): boolean {
  if (differingKeys(a.directives, b.directives).length > 0) return false;
  return similarity(a.notes.join("\n"), b.notes.join("\n")) >= ALIKE;
}
