import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import { type Ctx, systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { campaigns, mediaAssets, variants } from "@/server/db/schema/campaigns";
import { events } from "@/server/db/schema/facts";
import { learningPosts, learningSettings, promptVersions } from "@/server/db/schema/learning";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { toJsonb } from "@/server/db/to-jsonb";
import { uuidv7 } from "@/server/db/uuid";
import { attributePost, languageOf, type PublishedPost } from "@/server/learning/attribute-post";
import type { Runtime } from "@/server/runtime";
import { openChannel } from "@/server/variants/open-channel";
import type { ChannelRow } from "@/server/variants/read-population";

const MOST_WORKSPACES = 500;
const MOST_EVENTS = 1000;
/** In one tick; the rest is read by the next ones. */
const MOST_BATCHES = 20;

/**
 * Follows the workspaces' events: what went out since the last look is attributed to its prompt and
 * kept, and what was counted since is looked at again. Returns how many posts are new.
 */
export async function collectPosts(runtime: Runtime): Promise<number> {
  const { db } = runtime.database;
  const behind = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .leftJoin(learningSettings, eq(learningSettings.workspaceId, workspaces.id))
    .where(gt(workspaces.eventSeq, sql`coalesce(${learningSettings.seenSeq}, 0)`))
    .limit(MOST_WORKSPACES);
  let collected = 0;
  for (const { id } of behind) {
    try {
      collected += await collectIn(systemContext(runtime, id, uuidv7()));
    } catch (err) {
      // The others go on; this one is read again in a minute.
      runtime.log.error({ err, workspaceId: id }, "a workspace's posts could not be collected");
    }
  }
  return collected;
}

async function collectIn(ctx: Ctx): Promise<number> {
  let collected = 0;
  for (let nth = 0; nth < MOST_BATCHES; nth++) {
    const batch = await ctx.db.transaction((tx) => collectBatch(tx, ctx));
    collected += batch?.collected ?? 0;
    if (!batch || batch.events < MOST_EVENTS) break;
  }
  return collected;
}

async function collectBatch(
  tx: Tx,
  ctx: Ctx,
): Promise<{ events: number; collected: number } | null> {
  const { workspaceId } = ctx;
  await tx.insert(learningSettings).values({ workspaceId }).onConflictDoNothing();
  const [place] = await tx
    .select({ seenSeq: learningSettings.seenSeq })
    .from(learningSettings)
    .where(eq(learningSettings.workspaceId, workspaceId))
    .for("update", { skipLocked: true });
  // Another process reads them at this moment.
  if (!place) return null;
  const found = await tx
    .select({
      seq: events.seq,
      postId: sql<string | null>`${events.data}->>'postId'`,
      counted: sql<string[]>`jsonb_path_query_array(${events.data}, '$.posts[*].postId')`,
    })
    .from(events)
    .where(and(eq(events.workspaceId, workspaceId), gt(events.seq, place.seenSeq)))
    .orderBy(asc(events.seq))
    .limit(MOST_EVENTS);
  const last = found.at(-1);
  if (!last) return { events: 0, collected: 0 };
  const postIds = [
    ...new Set(found.flatMap(({ postId, counted }) => [postId ?? [], counted].flat())),
  ];
  const collected = await keep(tx, ctx, postIds);
  await tx
    .update(learningSettings)
    .set({ seenSeq: last.seq, updatedAt: ctx.now() })
    .where(eq(learningSettings.workspaceId, workspaceId));
  return { events: found.length, collected };
}

async function keep(tx: Tx, ctx: Ctx, postIds: string[]): Promise<number> {
  if (postIds.length === 0) return 0;
  await tx
    .update(learningPosts)
    .set({ dirty: true })
    .where(and(inArray(learningPosts.postId, postIds), isNull(learningPosts.readyAt)));
  const rows = await readNew(tx, ctx.workspaceId, postIds);
  const kinds = await readKinds(tx, ctx.workspaceId, rows.flatMap(filesOf));
  const channels = new Map<string, ChannelRow>();
  const kept: (typeof learningPosts.$inferInsert)[] = [];
  for (const row of rows) {
    const { id, accountId, campaignId, publishedAt } = row.post;
    const post = toPublished(row, kinds);
    const language = languageOf(post);
    const platform = row.post.platform as Platform;
    const name = `${accountId} ${language}`;
    const channel =
      channels.get(name) ?? (await openChannel(tx, ctx, { accountId, platform, language }));
    channels.set(name, channel);
    kept.push({
      ...{ postId: id, workspaceId: ctx.workspaceId, channelId: channel.id },
      ...attributePost(post, await findCredited(tx, channel.id, row.prompt)),
      topic: campaignId,
      publishedAt: publishedAt ?? ctx.now(),
    });
  }
  if (kept.length > 0) await tx.insert(learningPosts).values(kept).onConflictDoNothing();
  return rows.length;
}

/**
 * A variant is posted by all accounts of its campaign, and one channel's prompt wrote it. In every
 * other channel its equal is credited, if there is one: the same orders have given the same text.
 */
async function findCredited(
  tx: Tx,
  channelId: string,
  prompt: NewRow["prompt"],
): Promise<string | null> {
  if (!prompt || prompt.channelId === channelId) return prompt?.id ?? null;
  const [equal] = await tx
    .select({ id: promptVersions.id })
    .from(promptVersions)
    .where(
      and(
        eq(promptVersions.channelId, channelId),
        sql`${promptVersions.directives} = ${toJsonb(prompt.directives)}`,
        sql`${promptVersions.notes} = ${toJsonb(prompt.notes)}`,
      ),
    )
    .orderBy(asc(promptVersions.number))
    .limit(1);
  return equal?.id ?? null;
}

type NewRow = Awaited<ReturnType<typeof readNew>>[number];

/** Of these the ones that are out where an audience sees them, and not kept yet. */
function readNew(tx: Tx, workspaceId: string, postIds: string[]) {
  const { id, channelId, directives, notes } = promptVersions;
  return tx
    .select({
      post: posts,
      brief: campaigns.brief,
      variant: variants,
      prompt: { id, channelId, directives, notes },
    })
    .from(posts)
    .leftJoin(learningPosts, eq(learningPosts.postId, posts.id))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .leftJoin(variants, and(eq(variants.id, posts.variantId), eq(posts.ownContent, false)))
    .leftJoin(promptVersions, eq(promptVersions.id, variants.promptVersionId))
    .where(
      and(
        eq(posts.workspaceId, workspaceId),
        inArray(posts.id, postIds),
        eq(posts.status, "published"),
        isNotNull(posts.publishedAt),
        or(isNull(posts.visibility), ne(posts.visibility, "draft")),
        isNull(learningPosts.postId),
      ),
    )
    .orderBy(asc(posts.publishedAt), asc(posts.id));
}

const filesOf = ({ post, variant }: NewRow): string[] =>
  (post.content?.media ?? variant?.media ?? []).map(({ mediaId }) => mediaId);

function toPublished(row: NewRow, kinds: ReadonlyMap<string, string>): PublishedPost {
  const { post, variant, prompt, brief } = row;
  const shown = filesOf(row).map((id) => kinds.get(id));
  const still = shown.includes("image") ? "image" : "none";
  return {
    content: post.content && { title: post.content.title, text: post.content.text },
    media: shown.includes("video") ? "video" : still,
    leftAt: post.firstAttemptAt ?? post.publishedAt ?? post.dueAt,
    ...{ brief, variant, prompt },
  };
}

async function readKinds(tx: Tx, workspaceId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { id, kind } = mediaAssets;
  const rows = await tx
    .select({ id, kind })
    .from(mediaAssets)
    .where(and(eq(mediaAssets.workspaceId, workspaceId), inArray(id, [...new Set(ids)])));
  return new Map(rows.map((row) => [row.id, row.kind]));
}
