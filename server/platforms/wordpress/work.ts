import type { Draft, IdempotencyKey, SaveReceipt, Session } from "../adapter";
import { type Site, toSite } from "./api";
import { toMarker } from "./to-wordpress";

/** One post on its way to one site. */
export interface Work {
  session: Session;
  site: Site;
  draft: Draft;
  marker: string;
  saveReceipt: SaveReceipt;
}

/** Null where the site's address or password is not there. */
export function toWork(
  session: Session,
  draft: Draft,
  key: IdempotencyKey,
  saveReceipt: SaveReceipt,
): Work | null {
  const site = toSite(session);
  return site && { session, site, draft, marker: toMarker(key.key), saveReceipt };
}
