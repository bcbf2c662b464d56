import { z } from "zod";
import { PlatformCallError, type Session } from "../adapter";
import type { Standing } from "../standing";
import { get, ITEM_FIELDS, Item, type Site, toSite } from "./api";
import { toCallError } from "./errors";
import { takeStep } from "./step";
import { toPermalink, toVisibility } from "./to-wordpress";

const IDS_PER_CALL = 100;
const Items = z.array(Item);

/** @throws PlatformCallError */
export function siteOf(session: Session): Site {
  const site = toSite(session);
  if (site) return site;
  throw new PlatformCallError("reconnect", "credentials_missing", "Connect the site again");
}

export function toBatches(externalPostIds: readonly string[]): string[][] {
  const wanted = externalPostIds.filter((id) => /^\d+$/.test(id));
  const batches: string[][] = [];
  for (let at = 0; at < wanted.length; at += IDS_PER_CALL) {
    batches.push(wanted.slice(at, at + IDS_PER_CALL));
  }
  return batches;
}

/** Posts, pages and files share their numbers, but each is told about in its own place. */
export async function listThere(
  session: Session,
  site: Site,
  ids: readonly string[],
): Promise<Item[]> {
  const there: Item[] = [];
  for (const collection of ["posts", "pages", "media"]) {
    const include = ids.filter((id) => !there.some((item) => String(item.id) === id));
    if (include.length === 0) break;
    const query = {
      include: include.join(","),
      per_page: String(IDS_PER_CALL),
      context: "edit",
      _fields: ITEM_FIELDS,
      ...(collection === "media" ? {} : { status: "any" }),
    };
    const found = await takeStep(
      session,
      "none",
      () => get(session, site, `/${collection}`, query),
      ({ body }) => Items.safeParse(body).data ?? null,
    );
    if (!found.ok) throw toCallError(found.outcome);
    there.push(...found.value);
  }
  return there;
}

/** How posts stand that the site brings out by itself; their address changes with that. */
export async function lookUp(
  session: Session,
  externalPostIds: readonly string[],
): Promise<Map<string, Standing>> {
  const site = siteOf(session);
  const standings = new Map<string, Standing>();
  for (const ids of toBatches(externalPostIds)) {
    for (const item of await listThere(session, site, ids)) {
      standings.set(String(item.id), {
        permalink: toPermalink(item.source_url) ?? toPermalink(item.link),
        visibility: toVisibility(item.status),
        liveAt: toInstant(item.date_gmt),
      });
    }
  }
  return standings;
}

/** The site writes universal time without saying so. */
function toInstant(dateGmt: string | null | undefined): Date | null {
  const at = dateGmt ? Date.parse(`${dateGmt}Z`) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at);
}
