import { and, eq, inArray, ne } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postRecipients } from "@/server/db/schema/contacts";
import { posts } from "@/server/db/schema/posts";
import type { NormalizedEvent } from "@/server/platforms/webhook-spec";

type Account = typeof socialAccounts.$inferSelect;

export interface Heard {
  account: Account;
  event: NormalizedEvent;
  post: FoundPost | null;
}

interface FoundPost {
  id: string;
  campaignId: string | null;
}

export interface Told {
  platform: string;
  sandbox: boolean;
  /** The only account that it may be about; null: the events name theirs. */
  accountId: string | null;
  events: readonly NormalizedEvent[];
}

/** One account may be connected in several workspaces; each hears of it. */
export async function matchEvents(tx: Tx, told: Told): Promise<Heard[]> {
  const { accountId, events } = told;
  const externalIds = events.flatMap((event) => event.externalAccountId ?? []);
  if (events.length === 0 || (!accountId && externalIds.length === 0)) return [];
  const accounts = await tx
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.platform, told.platform),
        eq(socialAccounts.sandbox, told.sandbox),
        ne(socialAccounts.status, "disconnected"),
        accountId
          ? eq(socialAccounts.id, accountId)
          : inArray(socialAccounts.externalId, externalIds),
      ),
    );
  const found = await findPosts(tx, accounts, events);
  return accounts.flatMap((account) =>
    events
      .filter((event) => accountId !== null || event.externalAccountId === account.externalId)
      .map((event) => ({
        account,
        event,
        post: found.get(toKey(account.id, event.externalPostId)) ?? null,
      })),
  );
}

const toKey = (accountId: string | null, externalId: string | null) => `${accountId} ${externalId}`;

async function findPosts(
  tx: Tx,
  accounts: readonly Account[],
  events: readonly NormalizedEvent[],
): Promise<Map<string, FoundPost>> {
  const externalIds = events.flatMap((event) => event.externalPostId ?? []);
  if (accounts.length === 0 || externalIds.length === 0) return new Map();
  const ofThese = inArray(
    posts.accountId,
    accounts.map((account) => account.id),
  );
  const fields = { id: posts.id, campaignId: posts.campaignId, accountId: posts.accountId };
  const rows = await tx
    .select({ ...fields, externalId: posts.externalId })
    .from(posts)
    .where(and(ofThese, inArray(posts.externalId, externalIds)));
  // A post that goes to people one by one is known to the platform as many messages.
  const messages = await tx
    .select({ ...fields, externalId: postRecipients.messageId })
    .from(postRecipients)
    .innerJoin(posts, eq(posts.id, postRecipients.postId))
    .where(and(ofThese, inArray(postRecipients.messageId, externalIds)));
  return new Map([...messages, ...rows].map((row) => [toKey(row.accountId, row.externalId), row]));
}
