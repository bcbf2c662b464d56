import { TOP_LEVEL_DOMAINS } from "./top-level-domains";

interface Span {
  start: number;
  end: number;
}

// The character classes follow twitter-text 3.1.0 (Apache-2.0), which is what X counts with.
const NON_CHARACTERS = "\\uFFFE\\uFEFF\\uFFFF";
const DIRECTION_MARKS = "\\u202A-\\u202E\\u061C\\u200E\\u200F\\u2066-\\u2069";
const SPACES =
  "\\x09-\\x0D\\x20\\x85\\xA0\\u1680\\u180E\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
const PUNCTUATION = "!'#%&()*+,\\\\\\-./:;<=>?@\\[\\]\\^_{|}~$";
const LATIN_ACCENTS =
  "\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u024F\\u0253\\u0254\\u0256\\u0257\\u0259\\u025B\\u0263\\u0268" +
  "\\u026F\\u0272\\u0289\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF";
const CYRILLIC = "\\u0400-\\u04FF";

const LABEL_CHAR = `[^${PUNCTUATION}${SPACES}${NON_CHARACTERS}${DIRECTION_MARKS}]`;
const SUBDOMAIN = `(?:(?:${LABEL_CHAR}(?:[_-]|${LABEL_CHAR})*)?${LABEL_CHAR}\\.)`;
const DOMAIN_NAME = `(?:(?:${LABEL_CHAR}(?:-|${LABEL_CHAR})*)?${LABEL_CHAR}\\.)`;
const TLD = `(?:(?:${TOP_LEVEL_DOMAINS.join("|")})(?=[^0-9a-zA-Z@+-]|$)|xn--[-0-9a-z]+)`;
const DOMAIN = `${SUBDOMAIN}*${DOMAIN_NAME}${TLD}`;

const PATH_CHAR = `[a-z${CYRILLIC}0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&${LATIN_ACCENTS}]`;
const PARENTHESES = `\\((?:${PATH_CHAR}+|${PATH_CHAR}*\\(${PATH_CHAR}+\\)${PATH_CHAR}*)\\)`;
const PATH_END = `[+\\-a-z${CYRILLIC}0-9=_#/${LATIN_ACCENTS}]`;
// A path that ends in brackets must be those brackets alone: X leaves "a.(b)" at "a".
const PATH =
  `(?:${PATH_CHAR}*(?:${PARENTHESES}${PATH_CHAR}*)*${PATH_END}|${PARENTHESES}|` +
  `@${PATH_CHAR}+/)`;
const QUERY = "[a-z0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|]*[a-z0-9\\-_&=#/]";
const BEFORE = `[^A-Za-z0-9@＠$#＃${NON_CHARACTERS}]|[${DIRECTION_MARKS}]|^`;

const URL_SOURCE =
  `(?<before>${BEFORE})(?<url>(?<protocol>https?://)?(?<domain>${DOMAIN})` +
  `(?::[0-9]+)?(?<path>/${PATH}*)?(?:\\?${QUERY})?)`;
const ASCII_DOMAIN_SOURCE = `(?:[\\-a-z0-9${LATIN_ACCENTS}]+\\.)+${TLD}`;
const URL_PATTERN = new RegExp(URL_SOURCE, "gi");
const ASCII_DOMAIN_PATTERN = new RegExp(ASCII_DOMAIN_SOURCE, "gi");
const T_CO = new RegExp(`^https?://t\\.co/([a-z0-9]+)(?:\\?${QUERY})?`, "i");
const T_CO_SLUG_MAX = 40;

/** Finds what X will turn into a link, bare domains included. Takes NFC text. */
export function findXUrls(text: string): Span[] {
  if (!text.includes(".")) return [];
  const spans: Span[] = [];
  for (const match of text.matchAll(URL_PATTERN)) {
    const { before = "", url = "", protocol, domain = "", path } = match.groups ?? {};
    const start = match.index + match[0].length - url.length;
    if (protocol) {
      const span = toProtocolSpan(url, start);
      if (span) spans.push(span);
    } else if (!/[-_./]$/.test(before)) {
      spans.push(...toBareSpans(domain, start, path ? url.length - domain.length : 0));
    }
  }
  return spans;
}

function toProtocolSpan(url: string, start: number): Span | null {
  const short = T_CO.exec(url);
  if (!short) return { start, end: start + url.length };
  if ((short[1] ?? "").length > T_CO_SLUG_MAX) return null;
  return { start, end: start + short[0].length };
}

/** Without a protocol only the Latin part of a name is linked: "日本example.com" is "example.com". */
function toBareSpans(domain: string, start: number, tailLength: number): Span[] {
  const spans = Array.from(domain.matchAll(ASCII_DOMAIN_PATTERN), (match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
  const last = spans.at(-1);
  if (last) last.end += tailLength;
  return spans;
}
