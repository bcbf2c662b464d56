import type { PlatformEntry } from "@/lib/platforms/entry";

export interface LinkSpan {
  start: number;
  end: number;
  url: string;
}

/** An address in a text, by its place, and what stands there when the text goes out. */
export interface ShortLink extends LinkSpan {
  short: string;
}

/** Digits and letters of a code: with ten of 62 two posts hardly ever get the same one. */
export const CODE_LENGTH = 10;
const CODE = new RegExp(`^[0-9A-Za-z]{${CODE_LENGTH}}$`);

export const isCode = (text: string): boolean => CODE.test(text);
export const toShortUrl = (appUrl: string, code: string): string =>
  `${appUrl.replace(/\/$/, "")}/l/${code}`;

const FOUND = /(?<![\p{L}\p{N}_@])https?:\/\/[^\s<>"'`\\^|[\]]+/giu;
const TRAILING = new Set(".,;:!?*~…”’»。、，！？；：）」』—–");
// A picture of a text in Markdown: who sees it has clicked nothing.
const PICTURE_BEFORE = /!\[[^\]]*\]\(\s*$/;

const LONGEST = 2048;

/**
 * The addresses of a text that may go out short: written out with http or https. One that ends nobody
 * knows where (in other letters than ASCII), that is filled in later, or that its platform shows as
 * one of its own posts stays as it is written.
 */
export function findLinks(
  { ownHosts = [] }: Pick<PlatformEntry, "ownHosts">,
  text: string,
): LinkSpan[] {
  if (!text.includes("://")) return [];
  const spans: LinkSpan[] = [];
  for (const { 0: found, index: start } of text.matchAll(FOUND)) {
    if (found.length > LONGEST || isPicture(text, start)) continue;
    const url = trim(found);
    if (/[^\x21-\x7e]|[{}]/.test(url)) continue;
    const parsed = URL.parse(url);
    if (parsed === null || parsed.username !== "") continue;
    if (ownHosts.some((host) => isWithin(parsed.hostname, host))) continue;
    spans.push({ start, end: start + url.length, url });
  }
  return spans;
}

const isPicture = (text: string, start: number) =>
  PICTURE_BEFORE.test(text.slice(Math.max(0, start - LONGEST), start));

const isWithin = (hostname: string, host: string) =>
  hostname === host || hostname.endsWith(`.${host}`);

/** Without what belongs to the sentence: a stop, or a bracket that opened before the address. */
function trim(found: string): string {
  let url = found;
  for (;;) {
    const last = url.at(-1) ?? "";
    const isStray = last === ")" && url.split(")").length > url.split("(").length;
    if (!TRAILING.has(last) && !isStray) return url;
    url = url.slice(0, -last.length);
  }
}

/** The text as it goes out. Places that do not hold their address any more are left alone. */
export function renderLinks(text: string, items: readonly ShortLink[]): string {
  let rendered = "";
  let from = 0;
  for (const { start, end, url, short } of items) {
    if (start < from || text.slice(start, end) !== url) continue;
    rendered += text.slice(from, start) + short;
    from = end;
  }
  return rendered + text.slice(from);
}
