import { z } from "zod";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";
import type { EngagementCounts, Session } from "../adapter";
import { get, type Site } from "./api";
import { toCallError } from "./errors";
import { listThere, siteOf, toBatches } from "./list-there";
import { takeStep } from "./step";

const Comments = z.array(z.object({ post: z.number() }));

/** WordPress counts comments and nothing else. What was deleted or put in the trash is absent. */
export async function readEngagement(
  session: Session,
  externalPostIds: readonly string[],
): Promise<Map<string, EngagementCounts>> {
  const site = siteOf(session);
  const counts = new Map<string, EngagementCounts>();
  for (const ids of toBatches(externalPostIds)) {
    const there = (await listThere(session, site, ids)).map(({ id }) => String(id));
    const comments = await countComments(session, site, there);
    for (const id of there)
      counts.set(id, { ...UNKNOWN_COUNTS, comments: comments?.get(id) ?? null });
  }
  return counts;
}

/** Null where the site has comments switched off. */
async function countComments(session: Session, site: Site, ids: readonly string[]) {
  if (ids.length === 0) return null;
  const told = await readComments(session, site, ids);
  if (told === null) return null;
  const counts = new Map<string, number>(ids.map((id) => [id, 0]));
  if (told.total <= told.posts.length) {
    for (const post of told.posts) counts.set(String(post), (counts.get(String(post)) ?? 0) + 1);
    return counts;
  }
  for (const id of ids) {
    const one = await readComments(session, site, [id]);
    if (one) counts.set(id, one.total);
  }
  return counts;
}

async function readComments(session: Session, site: Site, ids: readonly string[]) {
  const query = { post: ids.join(","), per_page: "100", _fields: "id,post" };
  const told = await takeStep(
    session,
    "none",
    () => get(session, site, "/comments", query),
    ({ body, headers }) => {
      const comments = Comments.safeParse(body).data;
      const total = Number(headers["x-wp-total"] ?? comments?.length);
      return comments ? { total, posts: comments.map(({ post }) => post) } : null;
    },
  );
  if (told.ok) return told.value;
  const isOff = told.outcome.kind === "reconnect" && told.outcome.code !== "unauthorized";
  if (isOff) return null;
  throw toCallError(told.outcome);
}
