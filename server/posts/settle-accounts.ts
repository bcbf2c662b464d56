import { and, eq, inArray, sql } from "drizzle-orm";
import type { RetryLater } from "@/lib/domain/publish-outcome";
import { keepHint } from "@/server/accounts/budgets";
import { recordAudit } from "@/server/audit/record";
import { systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { uuidv7 } from "@/server/db/uuid";
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
    if (outcome.kind === "reconnect") {
      facts.push(...(await askReconnect(tx, runtime, item, outcome.message)));
    }
  }
  return facts;
}

const accountOf = ({ claimed }: SettledPost) => claimed.post.accountId;

/** The whole account rests where the platform says so; a limit on posting holds up only its posts. */
async function keepAway(tx: Tx, item: SettledPost, outcome: RetryLater): Promise<void> {
  const { code, retryAfterMs, pauseAccountUntil } = outcome;
  const now = item.finishedAt;
  if (pauseAccountUntil !== undefined) await rest(tx, accountOf(item), new Date(pauseAccountUntil));
  else if (code === "rate_limited" && retryAfterMs !== null) {
    const until = new Date(now.getTime() + retryAfterMs);
    await keepHint(tx, accountOf(item), "publish", { now, until });
  }
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
