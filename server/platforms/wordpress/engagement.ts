import { z } from "zod";
import { type EngagementCounts, PlatformCallError, type Session } from "../adapter";
import { get, type Site, toSite } from "./api";
import { toCallError } from "./errors";
import { type Step, takeStep } from "./step";

const IDS_PER_CALL = 100;
const Ids = z.array(z.object({ id: z.number() }));
const Comments = z.array(z.object({ post: z.number() }));

const UNTOLD: EngagementCounts = {
  views: null,
  likes: null,
  shares: null,
  comments: null,
  clicks: null,
  saves: null,
  conversions: null,
};

function takeValue<T>(step: Step<T>): T {
  if (step.ok) return step.value;
  throw toCallError(step.outcome);
}

/** WordPress counts comments and nothing else. What was deleted or put in the trash is absent. */
export async function readEngagement(
  session: Session,
  externalPostIds: readonly string[],
): Promise<Map<string, EngagementCounts>> {
  const site = toSite(session);
  if (!site) {
    throw new PlatformCallError("reconnect", "credentials_missing", "Connect the site again");
  }
  const counts = new Map<string, EngagementCounts>();
  const wanted = externalPostIds.filter((id) => /^\d+$/.test(id));
  for (let at = 0; at < wanted.length; at += IDS_PER_CALL) {
    const ids = wanted.slice(at, at + IDS_PER_CALL);
    const there = await listThere(session, site, ids);
    const comments = await countComments(session, site, there);
    for (const id of there) counts.set(id, { ...UNTOLD, comments: comments?.get(id) ?? null });
  }
  return counts;
}

/** Posts, pages and files share their numbers, but each is told about in its own place. */
async function listThere(session: Session, site: Site, ids: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (const collection of ["posts", "pages", "media"]) {
    const include = ids.filter((id) => !there.includes(id));
    if (include.length === 0) break;
    const query = {
      include: include.join(","),
      per_page: String(IDS_PER_CALL),
      context: "edit",
      _fields: "id",
      ...(collection === "media" ? {} : { status: "any" }),
    };
    const found = await takeStep(
      session,
      "none",
      () => get(session, site, `/${collection}`, query),
      ({ body }) => Ids.safeParse(body).data ?? null,
    );
    for (const { id } of takeValue(found)) there.push(String(id));
  }
  return there;
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
