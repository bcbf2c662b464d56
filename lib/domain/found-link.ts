export interface FoundLink {
  permalink: string | null;
  externalId: string | null;
}

/** An id holds a digit; words as "watch" or "status" do not. */
const looksLikeId = (text: string) => /^(?=.*\d)[\w:.-]{5,200}$/.test(text);

/**
 * What a person pasted to say where a post is: its address, or its id alone. The id of an address
 * is its last part, else a value of its query; an address without one still is an address. Null:
 * neither.
 */
export function readFoundLink(text: string): FoundLink | null {
  const link = text.trim();
  if (looksLikeId(link)) return { permalink: null, externalId: link };
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  const parts = [url.pathname.split("/").findLast(Boolean) ?? "", ...url.searchParams.values()];
  return { permalink: url.href, externalId: parts.find(looksLikeId) ?? null };
}
