import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { SandboxLedger } from "@/lib/contracts/sandbox";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postRecipients } from "@/server/db/schema/contacts";
import { posts } from "@/server/db/schema/posts";
import { callSandbox } from "@/server/sandbox-control/call-sandbox";
import { readPlatformLabels } from "@/server/sandbox-control/list-personas";

const Ledger = z.object({
  entries: z.array(
    z.object({
      seq: z.number(),
      platform: z.string(),
      accountId: z.string(),
      externalId: z.string(),
      kind: z.string(),
      at: z.string(),
    }),
  ),
});

const latest = 50;

/** What the sandbox accepted from this workspace's accounts, beside what is known of it here. */
export async function listLedger(ctx: Ctx): Promise<SandboxLedger> {
  const labels = await readPlatformLabels(ctx);
  const { body } = await callSandbox(ctx.runtime, { path: "ledger" });
  const accounts = await readAccounts(ctx);
  const entries = Ledger.parse(body)
    .entries.filter(({ accountId }) => accounts.has(accountId))
    .slice(-latest)
    .reverse();
  const known = await readPosts(
    ctx,
    entries.map((entry) => entry.externalId),
  );
  return {
    items: entries.map(({ seq, platform, accountId, externalId, kind, at }) => {
      const account = accounts.get(accountId);
      const post = known.get(`${account?.id} ${externalId}`);
      return {
        seq,
        platform: account?.platform ?? platform,
        label: labels.get(platform) ?? platform,
        handle: account?.handle ?? accountId,
        kind,
        externalId,
        at,
        postId: post?.id ?? null,
        permalink: post?.permalink ?? null,
      };
    }),
  };
}

/** Disconnected ones too: what they posted is still there. */
async function readAccounts({ db, workspaceId }: Ctx) {
  const rows = await db
    .select({
      id: socialAccounts.id,
      platform: socialAccounts.platform,
      externalId: socialAccounts.externalId,
      handle: socialAccounts.handle,
    })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.workspaceId, workspaceId), eq(socialAccounts.sandbox, true)));
  return new Map(rows.map((row) => [row.externalId, row]));
}

async function readPosts({ db, workspaceId }: Ctx, externalIds: readonly string[]) {
  if (externalIds.length === 0) return new Map();
  const fields = { id: posts.id, accountId: posts.accountId, permalink: posts.permalink };
  const ours = eq(posts.workspaceId, workspaceId);
  const rows = await db
    .select({ ...fields, externalId: posts.externalId })
    .from(posts)
    .where(and(ours, inArray(posts.externalId, [...externalIds])));
  const messages = await db
    .select({ ...fields, externalId: postRecipients.messageId })
    .from(postRecipients)
    .innerJoin(posts, eq(posts.id, postRecipients.postId))
    .where(and(ours, inArray(postRecipients.messageId, [...externalIds])));
  return new Map([...messages, ...rows].map((row) => [`${row.accountId} ${row.externalId}`, row]));
}
