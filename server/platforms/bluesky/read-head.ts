/** What stands in a page's head, as it was written: entities are not resolved. */
export interface PageHead {
  title: string;
  /** By property or name in lower case, the first of each that says something. */
  meta: ReadonlyMap<string, string>;
}

// Some sites put half a megabyte of script before what they say of themselves.
const HEAD_MAX = 500_000;
const TAG_MAX = 16_384;

/**
 * Goes over the head once, from its begin to its end: a page may be made so that searching it takes
 * minutes, so nothing here looks at the same stretch again and again.
 */
export function readHead(page: string): PageHead {
  const html = page.slice(0, HEAD_MAX);
  const meta = new Map<string, string>();
  let title = "";
  let at = html.indexOf("<");
  while (at >= 0) {
    const name = readName(html, at + 1);
    let next = at + 1 + name.length;
    if (name === "/head" || name === "body") break;
    if (name === "!--") next = findPast(html, next, /-->/g);
    if (name === "script" || name === "style") next = findPast(html, next, closers[name]);
    if (name === "title") {
      const end = findPast(html, next, closers.title);
      title ||= readTitle(html.slice(next, Math.min(end, next + TAG_MAX)));
      next = end;
    }
    if (name === "meta") next = readMeta(html, next, meta);
    at = html.indexOf("<", next);
  }
  return { title, meta };
}

// What is between these is no markup.
const closers = { script: /<\/script/gi, style: /<\/style/gi, title: /<\/title/gi };

function readName(html: string, from: number): string {
  const pattern = /!--|\/?[a-z][a-z\d-]{0,30}/iy;
  pattern.lastIndex = from;
  return pattern.exec(html)?.[0].toLowerCase() ?? "";
}

/** The end of the page where it does not come any more. */
function findPast(html: string, from: number, what: RegExp): number {
  what.lastIndex = from;
  return what.exec(html) ? what.lastIndex : html.length;
}

/** From the end of the tag's name up to where its closing tag begins. */
function readTitle(rest: string): string {
  const begin = rest.indexOf(">") + 1;
  const end = rest.indexOf("<", begin);
  return begin > 0 && end >= 0 ? rest.slice(begin, end) : "";
}

/** Where the tag ends. One that is longer than any real one says nothing. */
function readMeta(html: string, from: number, found: Map<string, string>): number {
  const tag = html.slice(from, from + TAG_MAX);
  const attributes = new Map<string, string>();
  const pattern =
    /[\s/]*(?:(>)|([^\s"'<>/=]{1,64})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?|.)/sy;
  for (let match = pattern.exec(tag); match; match = pattern.exec(tag)) {
    const [, end, name, ...values] = match;
    if (end) {
      keepMeta(attributes, found);
      return from + pattern.lastIndex;
    }
    const key = name?.toLowerCase();
    const value = values.find((each) => each !== undefined);
    if (key && value !== undefined && !attributes.has(key)) attributes.set(key, value);
  }
  return from + tag.length;
}

function keepMeta(attributes: ReadonlyMap<string, string>, found: Map<string, string>): void {
  const name = (attributes.get("property") || attributes.get("name") || "").toLowerCase();
  const content = attributes.get("content")?.trim() ?? "";
  if (name && content && !found.has(name)) found.set(name, content);
}
