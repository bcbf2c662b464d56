import { and, eq, inArray } from "drizzle-orm";
import { SOCKET_NAMES, type WireEvent } from "@/lib/contracts/events";
import type { OutboundBody, OutboundPost } from "@/lib/contracts/outbound-events";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";

interface Wanted {
  workspaceId: string;
  events: readonly WireEvent[];
  /** Without: ids only, for who may not see posts. */
  withPosts: boolean;
}

/** What other systems are told of each event: the same by webhook and by stream. */
export async function buildBodies(
  reader: Reader,
  { workspaceId, events, withPosts }: Wanted,
): Promise<OutboundBody[]> {
  const ids = withPosts ? events.flatMap((event) => postIdOf(event) ?? []) : [];
  const found = await readPosts(reader, workspaceId, [...new Set(ids)]);
  return events.map((event) => {
    const alias = SOCKET_NAMES[event.name];
    const post = found.get(postIdOf(event) ?? "");
    return {
      type: event.name,
      ...(alias ? { alias } : {}),
      timestamp: event.at,
      data: { ...event.data, ...(post ? { post } : {}) },
    };
  });
}

function postIdOf({ name, data }: WireEvent): string | null {
  const isAboutOne = name.startsWith("post.") || name === "engagement.received";
  return isAboutOne && typeof data.postId === "string" ? data.postId : null;
}

async function readPosts(
  reader: Reader,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, OutboundPost>> {
  if (ids.length === 0) return new Map();
  const rows = await reader
    .select({
      post: posts,
      handle: socialAccounts.handle,
      displayName: socialAccounts.displayName,
      sandbox: socialAccounts.sandbox,
      campaignName: campaigns.name,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.id, ids)));
  return new Map(
    rows.map(({ post, campaignName, ...account }) => [
      post.id,
      {
        id: post.id,
        status: post.status,
        platform: post.platform,
        account: { id: post.accountId, ...account },
        campaign: post.campaignId ? { id: post.campaignId, name: campaignName ?? "" } : null,
        variantId: post.variantId,
        dueAt: post.dueAt.toISOString(),
        publishedAt: post.publishedAt?.toISOString() ?? null,
        externalId: post.externalId,
        permalink: post.permalink,
        visibility: post.visibility,
        problem: post.problem ? { code: post.problemCode, message: post.problem } : null,
      },
    ]),
  );
}
