const reserved = new Set("\\|{}@[]()<>#*_~");

export interface ParsedText {
  /** What readers see. */
  plain: string;
  /** As it is given back: hashtags as templates. */
  stored: string;
}

const template = /^\{hashtag\|\\[#＃]\|([\p{L}\p{N}\p{M}]+)\}/u;
const mention = /^@\[((?:\\.|[^\]\\])+)\]\((urn:li:(?:person|organization):[\w-]+)\)/;
const hashtag = /^#([\p{L}\p{N}\p{M}]+)/u;

const bare = (text: string) => text.replace(/\\(.)/g, "$1");

/** Like the real one it says nothing about a stray mark: the text just ends there. */
export function parseLittleText(text: string): ParsedText {
  let plain = "";
  let stored = "";
  let at = 0;
  while (at < text.length) {
    const element = readElement(text.slice(at));
    if (!element) break;
    plain += element.plain;
    stored += element.stored;
    at += element.length;
  }
  return { plain, stored };
}

function readElement(rest: string): (ParsedText & { length: number }) | null {
  const first = rest[0] ?? "";
  if (!reserved.has(first)) return { plain: first, stored: first, length: 1 };
  const second = rest[1] ?? "";
  if (first === "\\" && reserved.has(second)) {
    return { plain: second, stored: first + second, length: 2 };
  }
  const tag = template.exec(rest) ?? hashtag.exec(rest);
  if (tag) {
    const [all, name = ""] = tag;
    return { plain: `#${name}`, stored: `{hashtag|\\#|${name}}`, length: all.length };
  }
  const [all, name = ""] = mention.exec(rest) ?? [];
  return all ? { plain: bare(name), stored: all, length: all.length } : null;
}
