const EPOCH_BITS = 22n;
const PLAUSIBLE_FROM = Date.parse("2010-01-01T00:00:00Z");

export const isOrganization = (urn: string) => urn.startsWith("urn:li:organization:");

/** Ids of posts hold the time at which they were given; null for what is no such id. */
export function toPostedAt(urn: string): Date | null {
  const digits = /^urn:li:(?:share|ugcPost|activity):(\d{10,20})$/.exec(urn)?.[1];
  if (!digits) return null;
  const ms = Number(BigInt(digits) >> EPOCH_BITS);
  return ms >= PLAUSIBLE_FROM ? new Date(ms) : null;
}

export const findPostUrn = (text: string): string | null =>
  /urn:li:(?:share|ugcPost|activity):\d+/.exec(text)?.[0] ?? null;

export const toPermalink = (site: string, urn: string) => `${site}/feed/update/${urn}/`;
