import { and, asc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { needsApproval } from "@/server/campaigns/approval-rule";
import { systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { heartbeats } from "@/server/db/schema/facts";
import { schedules } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import { emit } from "@/server/events/emit";
import type { Runtime } from "@/server/runtime";
import { withOwnRules } from "./read-settings";
import { type Realigned, realignSlots } from "./realign-slots";

const BATCH = 50;
const RULES = "zone-rules";
// Raised when runs are worked out in another way: planned slots must follow that too.
const READING = 1;

/**
 * At start: when this machine's time zone rules are not those by which slots were planned, slots ahead
 * that nobody touched move to where the rules have them now. Returns how many slots changed.
 */
export async function followZoneRules(
  runtime: Runtime,
  rules = process.versions.tz ?? "unknown",
): Promise<number> {
  const { db } = runtime.database;
  const detail = `${rules}, reading ${READING}`;
  const [known] = await db.select().from(heartbeats).where(eq(heartbeats.name, RULES));
  if (known?.detail === detail) return 0;
  let changed = 0;
  let after = "";
  for (;;) {
    const batch = await realignBatch(runtime, after, rules);
    changed += batch.changed;
    if (batch.last === null) break;
    after = batch.last;
  }
  const beatAt = runtime.clock.now();
  await db
    .insert(heartbeats)
    .values({ name: RULES, beatAt, detail })
    .onConflictDoUpdate({ target: heartbeats.name, set: { beatAt, detail } });
  if (changed > 0) runtime.log.warn({ rules, changed }, "time zone rules changed: slots moved");
  return changed;
}

async function realignBatch(
  runtime: Runtime,
  after: string,
  rules: string,
): Promise<{ changed: number; last: string | null }> {
  const ids = await runtime.database.db
    .select({ id: schedules.id })
    .from(schedules)
    .where(
      and(
        isNotNull(schedules.cron),
        isNotNull(schedules.plannedUntil),
        isNull(schedules.deletedAt),
        after === "" ? undefined : gt(schedules.id, after),
      ),
    )
    .orderBy(asc(schedules.id))
    .limit(BATCH);
  let changed = 0;
  for (const { id } of ids) {
    changed += await runtime.database.db.transaction((tx) => realign(tx, runtime, id, rules));
  }
  return { changed, last: ids.length < BATCH ? null : (ids.at(-1)?.id ?? null) };
}

async function realign(tx: Tx, runtime: Runtime, id: string, rules: string): Promise<number> {
  const now = runtime.clock.now();
  const [row] = await tx
    .select({
      schedule: schedules,
      account: { platform: socialAccounts.platform, handle: socialAccounts.handle },
      campaign: {
        name: campaigns.name,
        lateAfterMinutes: campaigns.lateAfterMinutes,
        approvalRequired: needsApproval,
      },
      settings: workspaces.settings,
    })
    .from(schedules)
    .innerJoin(workspaces, eq(workspaces.id, schedules.workspaceId))
    .innerJoin(campaigns, eq(campaigns.id, schedules.campaignId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, schedules.accountId))
    .where(and(eq(schedules.id, id), isNull(schedules.deletedAt), isNull(campaigns.deletedAt)))
    .for("no key update", { of: schedules });
  if (!row) return 0;
  const { schedule, account, campaign } = row;
  const done = await realignSlots(tx, {
    ...{ schedule, platform: account.platform, now },
    settings: withOwnRules(row.settings, campaign),
  });
  if (sumOf(done) === 0) return 0;
  const { workspaceId, campaignId, accountId, timeZone, nextRunAt: before } = schedule;
  const [after] = await tx
    .select({ nextRunAt: schedules.nextRunAt })
    .from(schedules)
    .where(eq(schedules.id, id));
  await recordAudit(tx, systemContext(runtime, workspaceId, uuidv7()), {
    action: "schedule.realigned",
    subjectType: "schedule",
    subjectId: id,
    subjectName: `${campaign.name} on ${account.handle}`,
    before: { nextRunAt: before?.toISOString() ?? null },
    after: { nextRunAt: after?.nextRunAt?.toISOString() ?? null, timeZone, rules, ...done },
  });
  const data = { scheduleId: id, campaignId, accountId };
  await emit(tx, workspaceId, [
    { name: "schedule.changed", data },
    { name: "post.changed", data: { ...data, count: sumOf(done) } },
  ]);
  return sumOf(done);
}

const sumOf = ({ moved, dropped, added }: Realigned) => moved + dropped + added;
