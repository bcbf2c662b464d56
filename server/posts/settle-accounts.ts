import { and, eq, inArray, sql } from "drizzle-orm";
import type { PublishOutcome, RetryLater } from "@/lib/domain/publish-outcome";
import { recordAudit } from "@/server/audit/record";
import { systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { uuidv7 } from "@/server/db/uuid";
import { appSubject, keepHint } from "@/server/limits/budgets";
import type { Runtime } from "./claimed-post";
import type { Fact } from "./emit-facts";
import type { SettledPost } from "./settle-posts";

/** What a try tells of the whole account: it must rest, or a person must connect it again. */
export async function settleAccounts(
  tx: Tx,
  runtime: Runtime,
  settled: readonly SettledPost[],
): Promise<Fact[]> {
  // In one order for all processes, so that their row locks never cross.
  const items = settled.toSorted((a, b) => (accountOf(a) < accountOf(b) ? -1 : 1));
  const facts: Fact[] = [];
  for (const item of items) {
    const { outcome } = item;
    if (outcome.kind === "retry_later") await keepAway(tx, item, outcome);
    const reason = toReason(outcome);
    if (reason !== null) facts.push(...(await askReconnect(tx, runtime, item, reason)));
  }
  return facts;
}

/** Why a person has to connect the account again; null: nothing says so. */
function toReason(outcome: PublishOutcome): string | null {
  if (outcome.kind === "reconnect") return outcome.message;
  return (outcome.kind === "pending" ? outcome.lookRefused?.message : null) ?? null;
}

const accountOf = ({ claimed }: SettledPost) => claimed.post.accountId;

/** Whoever the limit is of waits: the account, only its posts, or the posts of all that share an app. */
async function keepAway(tx: Tx, item: SettledPost, { limit }: RetryLater): Promise<void> {
  if (!limit || limit.until === null) return;
  const until = new Date(limit.until);
  if (limit.of === "account") return rest(tx, accountOf(item), until);
  const subject = limit.of === "app" ? await findApp(tx, item) : accountOf(item);
  if (subject !== null) await keepHint(tx, subject, "publish", { now: item.finishedAt, until });
}

async function findApp(tx: Tx, item: SettledPost): Promise<string | null> {
  const [account] = await tx
    .select({ platform: socialAccounts.platform, sandbox: socialAccounts.sandbox })
    .from(socialAccounts)
    .where(eq(socialAccounts.id, accountOf(item)));
  return account ? appSubject(account) : null;
}

async function rest(tx: Tx, accountId: string, until: Date): Promise<void> {
  const at = until.toISOString();
  await tx
    .update(socialAccounts)
    .set({
      restUntil: sql`greatest(coalesce(${socialAccounts.restUntil}, ${at}::timestamptz), ${at}::timestamptz)`,
    })
    .where(eq(socialAccounts.id, accountId));
}

async function askReconnect(
  tx: Tx,
  runtime: Runtime,
  { claimed, finishedAt }: SettledPost,
  reason: string,
): Promise<Fact[]> {
  const { accountId, workspaceId } = claimed.post;
  const [account] = await tx
    .update(socialAccounts)
    .set({ status: "action_required", statusReason: reason, updatedAt: finishedAt })
    .where(
      and(eq(socialAccounts.id, accountId), inArray(socialAccounts.status, ["active", "expiring"])),
    )
    .returning();
  if (!account) return [];
  await recordAudit(tx, systemContext(runtime, workspaceId, uuidv7()), {
    action: "account.action_required",
    subjectType: "account",
    subjectId: accountId,
    subjectName: account.handle,
    after: { status: "action_required", reason },
  });
  return [{ workspaceId, event: { name: "account.changed", data: { accountId } } }];
}
