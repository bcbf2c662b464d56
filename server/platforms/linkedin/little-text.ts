const RESERVED = /[\\|{}@[\]()<>#*_~]/g;

// What is meant as a mention or as a hashtag: a "#" inside a word or an address is neither.
const MENTION = String.raw`@\[(?<name>[^\]\n]+)\]\((?<urn>urn:li:(?:organization|person):[\w-]+)\)`;
const HASHTAG = String.raw`(?<=^|[\s([{"'“‘«])#(?<tag>(?=[\p{L}\p{N}]*\p{L})[\p{L}\p{N}\p{M}]+)`;
const MEANT = new RegExp(`${MENTION}|${HASHTAG}`, "gu");

const escapeReserved = (text: string) => text.replace(RESERVED, "\\$&");

/**
 * A text in LinkedIn's "little" format. An unescaped reserved character would silently end the post
 * where it stands; `#tag` and `@[Name](urn:li:organization:1)` are kept as what they mean.
 */
export function toLittleText(text: string): string {
  let little = "";
  let at = 0;
  for (const match of text.matchAll(MEANT)) {
    const { name, urn, tag } = match.groups ?? {};
    little += escapeReserved(text.slice(at, match.index));
    little += tag === undefined ? `@[${escapeReserved(name ?? "")}](${urn})` : `#${tag}`;
    at = match.index + match[0].length;
  }
  return little + escapeReserved(text.slice(at));
}

const MARKS =
  /\{hashtag\|\\?[#＃]\|((?:\\.|[^}])*)\}|@\[((?:\\.|[^\]])*)\]\(urn:li:[\w:-]+\)|\\([^\n])/g;

const bare = (text: string) => text.replace(/\\([^\n])/g, "$1");

/** What readers see: marks undone and blanks evened out, so that two versions can be compared. */
export function toComparable(little: string): string {
  return little
    .replace(MARKS, (_all, tag?: string, name?: string, escaped?: string) => {
      if (tag !== undefined) return `#${bare(tag)}`;
      return name === undefined ? (escaped ?? "") : bare(name);
    })
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim();
}
