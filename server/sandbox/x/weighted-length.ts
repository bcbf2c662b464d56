const gtlds =
  "com|org|net|edu|gov|mil|int|info|biz|name|io|co|ai|app|dev|shop|store|blog|cafe|coffee|club|design|digital|email|events|art|media|news|online|page|pro|site|space|studio|tech|today|tv|me|website|wiki|work|world|xyz|life|live|link|market|agency|academy|company|team|tools|travel|video|film|fm|gg|ly|eu";
const cctlds =
  "ac|ad|ae|at|au|be|bg|br|ca|ch|cl|cn|cz|de|dk|ee|es|fi|fr|gr|hk|hr|hu|id|ie|il|in|is|it|jp|kr|lt|lu|lv|mx|my|nl|no|nz|pe|ph|pl|pt|ro|rs|ru|se|sg|si|sk|th|tr|tw|ua|uk|us|vn|za";
const host = `(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_-]*[\\p{L}\\p{N}])?\\.)+(?:${gtlds}|${cctlds})`;
const path = '(?::\\d+)?(?:[/?#][^\\s<>"]*[^\\s<>"\'.,:;!?)\\]])?';

/** Links as X finds them, bare domains too. A close likeness of its tables, not a copy of them. */
const links = new RegExp(
  `(?<![\\p{L}\\p{N}@#$.\\-_/])(?:https?://)?${host}(?![\\p{L}\\p{N}@])${path}/?`,
  "giu",
);
// Built from a string: the compiler's target does not know the flag yet, Node 24 does.
const flags = "gv";
const emoji = new RegExp("\\p{RGI_Emoji}", flags);

const linkWeight = 23;
const lightRanges: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

export function findLinks(text: string): string[] {
  return text.match(links) ?? [];
}

/** X counts a link as 23, an emoji as 2, most letters of the West as 1 and all others as 2. */
export function weightedLength(text: string): number {
  const normal = text.normalize("NFC");
  const found = findLinks(normal);
  const rest = normal.replace(links, "");
  const pictures = rest.match(emoji) ?? [];
  let weight = found.length * linkWeight + pictures.length * 2;
  for (const character of rest.replace(emoji, "")) {
    const point = character.codePointAt(0) ?? 0;
    weight += lightRanges.some(([from, to]) => point >= from && point <= to) ? 1 : 2;
  }
  return weight;
}

/** Replaces each link, as X wraps them with its own short ones. */
export function replaceLinks(text: string, replace: (link: string) => string): string {
  return text.replace(links, replace);
}
