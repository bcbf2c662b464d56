import { TOP_LEVEL_DOMAINS } from "@/lib/domain/top-level-domains";

export type Feature =
  | { $type: "app.bsky.richtext.facet#link"; uri: string }
  | { $type: "app.bsky.richtext.facet#mention"; did: string }
  | { $type: "app.bsky.richtext.facet#tag"; tag: string };

export interface Facet {
  /** Bytes of the text in UTF-8, the end exclusive. */
  index: { byteStart: number; byteEnd: number };
  features: [Feature];
}

interface Span {
  start: number;
  end: number;
}

export interface Link extends Span {
  uri: string;
}

const TAG_MAX = 64;
const LINK = /(?<=^|[\s(])(?:https?:\/\/\S+|[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)+(?:[/?#:]\S*)?)/gi;
const MENTION = /(?<=^|[\s(])@([a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+)/gi;
const TAG = /(?<=^|\s)[#＃](?!\ufe0f)([^\s\u00ad\u200b-\u200d\u2060]+)/gu;
const KNOWN_DOMAINS = new Set(TOP_LEVEL_DOMAINS);

const encoder = new TextEncoder();
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader takes for a link; `example.com` is one too, and is meant as https. */
export function findLinks(text: string): Link[] {
  const links: Link[] = [];
  for (const match of text.matchAll(LINK)) {
    const shown = trimLink(match[0]);
    const isBare = !/^https?:\/\//i.test(shown);
    const uri = isBare ? `https://${shown}` : shown;
    if (!URL.canParse(uri) || (isBare && !hasKnownDomain(uri))) continue;
    links.push({ start: match.index, end: match.index + shown.length, uri });
  }
  return links;
}

function hasKnownDomain(uri: string): boolean {
  return KNOWN_DOMAINS.has(new URL(uri).hostname.split(".").at(-1) ?? "");
}

/** A full stop or a bracket after a link ends the sentence, not the link. */
function trimLink(shown: string): string {
  const bare = shown.replace(/[.,;:!?'"”’…]+$/, "");
  return bare.endsWith(")") && !bare.includes("(") ? bare.slice(0, -1) : bare;
}

/** Handles after an @, without it. */
export function findMentions(text: string): (Span & { handle: string })[] {
  return [...text.matchAll(MENTION)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    handle: (match[1] ?? "").toLowerCase(),
  }));
}

function findTags(text: string): (Span & { tag: string })[] {
  return [...text.matchAll(TAG)].flatMap((match) => {
    const tag = (match[1] ?? "").replace(/\p{P}+$/u, "");
    if (!/[^\d\p{P}]/u.test(tag) || [...segmenter.segment(tag)].length > TAG_MAX) return [];
    return [{ start: match.index, end: match.index + 1 + tag.length, tag }];
  });
}

/** `dids`: whom each mentioned handle stands for; a handle that is not in there stays plain text. */
export function toFacets(text: string, dids: ReadonlyMap<string, string>): Facet[] {
  const byteAt = (index: number) => encoder.encode(text.slice(0, index)).length;
  const toFacet = ({ start, end }: Span, feature: Feature): Facet => ({
    index: { byteStart: byteAt(start), byteEnd: byteAt(end) },
    features: [feature],
  });
  const links = findLinks(text).map((link) =>
    toFacet(link, { $type: "app.bsky.richtext.facet#link", uri: link.uri }),
  );
  const mentions = findMentions(text).flatMap((mention) => {
    const did = dids.get(mention.handle);
    return did ? [toFacet(mention, { $type: "app.bsky.richtext.facet#mention", did })] : [];
  });
  const tags = findTags(text).map((found) =>
    toFacet(found, { $type: "app.bsky.richtext.facet#tag", tag: found.tag }),
  );
  return [...links, ...mentions, ...tags].sort((a, b) => a.index.byteStart - b.index.byteStart);
}
