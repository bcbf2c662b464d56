import { sql } from "drizzle-orm";
import type { AccountBaseline } from "@/lib/domain/bandit/account-baseline";
import { type CampaignSummary, toPlatformPrior } from "@/lib/domain/bandit/platform-prior";
import type { RewardKind } from "@/lib/domain/bandit/reward-kind";
import type { Reader } from "@/server/db/client";
import { toJsonb } from "@/server/db/to-jsonb";
import { toUuids } from "@/server/db/uuid";
import { isCount, isInstant, isRecord } from "./check-evidence";
import { type Evidence, evidenceKey, type Judged, rewardKindFor, toEvidence } from "./evidence";
import { readBaseline } from "./read-baseline";
import { type EvidenceScope, readWindows, scopeKey, type WindowPost } from "./read-window";

export type World = "real" | "sandbox";
export const worldOf = (sandbox: boolean): World => (sandbox ? "sandbox" : "real");

export type JudgedScope = EvidenceScope & Judged;

/** What one campaign earned, for the priors of the others. Successes are in points where weighted. */
export interface Summary extends CampaignSummary {
  key: string;
  kind: RewardKind;
  /** How far back the window was read. */
  since: string | null;
}
export type Summaries = Partial<Record<World, Summary>>;

/** Campaigns whose results make a prior. */
const MOST_SUMMARIES = 100;

/** Counts what the newest posts say, by `scopeKey`: a few statements for all scopes together. */
export async function readEvidence(
  reader: Reader,
  scopes: readonly JudgedScope[],
  now: Date,
): Promise<Map<string, Evidence>> {
  if (scopes.length === 0) return new Map();
  const summaries = await readSummaries(reader, scopes);
  const sinceOf = (scope: EvidenceScope) => {
    const isOwn = (row: SummaryRow) =>
      row.campaignId === scope.campaignId && row.platform === scope.platform;
    return summaryOf(summaries.find(isOwn), scope)?.since;
  };
  const windows = await readWindows(
    reader,
    scopes.map((scope) => ({ ...scope, since: sinceOf(scope) })),
    now,
  );
  const found = new Map<string, Evidence>();
  for (const scope of scopes) {
    const window = windows.get(scopeKey(scope)) ?? { posts: [], since: null };
    const kind = rewardKindFor(scope.platform, scope.goal, window.posts);
    const baseline = await findBaseline(reader, scope, kind, window.posts, now);
    const others = toOthers(summaries, scope, kind);
    const prior = (perEvent: number) => toPlatformPrior(kind, perUnit(others, perEvent));
    found.set(scopeKey(scope), toEvidence(window, { ...scope, now, kind, baseline, prior }));
  }
  return found;
}

async function findBaseline(
  reader: Reader,
  { platform, weights }: JudgedScope,
  kind: RewardKind,
  window: readonly WindowPost[],
  now: Date,
): Promise<AccountBaseline | null> {
  if (kind !== "reach" && kind !== "responses") return null;
  const accountIds = window.map((post) => post.accountId);
  const by = kind === "reach" ? ("views" as const) : weights;
  return readBaseline(reader, { accountIds, platform, now, by });
}

interface SummaryRow {
  workspaceId: string;
  campaignId: string;
  platform: string;
  summary: Summaries;
}

/** Null for what was never written so: it says nothing, and stops nobody. */
function summaryOf(row: SummaryRow | undefined, { sandbox }: EvidenceScope): Summary | null {
  const summary = row?.summary?.[worldOf(sandbox)];
  if (!isRecord(summary)) return null;
  const { since, posts, exposure, successes } = summary;
  const sound = (since === null || isInstant(since)) && [posts, exposure, successes].every(isCount);
  return sound ? summary : null;
}

async function readSummaries(
  reader: Reader,
  scopes: readonly EvidenceScope[],
): Promise<SummaryRow[]> {
  const keys = new Map(
    scopes.map(({ workspaceId, platform }) => [
      `${workspaceId} ${platform}`,
      { workspace_id: workspaceId, platform },
    ]),
  );
  const ids = [...new Set(scopes.map(({ campaignId }) => campaignId))];
  const { rows } = (await reader.execute(sql`
    select s.workspace_id as "workspaceId", s.campaign_id as "campaignId", s.platform, s.summary
    from jsonb_to_recordset(${toJsonb([...keys.values()])}) as k(workspace_id uuid, platform text)
    cross join lateral (
      select * from optimizer_state s
      where s.workspace_id = k.workspace_id and s.platform = k.platform
      order by s.campaign_id = any(${toUuids(ids)}) desc limit ${MOST_SUMMARIES}) s
    where s.summary <> '{}'
    order by s.campaign_id`)) as unknown as { rows: SummaryRow[] };
  return rows;
}

/** Other campaigns of the workspace on the platform, in the same world, judged in the same way. */
function toOthers(rows: readonly SummaryRow[], scope: JudgedScope, kind: RewardKind): Summary[] {
  return rows.flatMap((row) => {
    const summary = summaryOf(row, scope);
    const same =
      row.workspaceId === scope.workspaceId &&
      row.platform === scope.platform &&
      row.campaignId !== scope.campaignId;
    const comparable =
      summary?.kind === kind && (kind === "ctr" || isSameKey(summary, scope, kind));
    return same && summary && comparable ? [summary] : [];
  });
}

const isSameKey = (summary: Summary, scope: Judged, kind: RewardKind): boolean =>
  kind === "reach" || summary.key === evidenceKey(scope);

const perUnit = (summaries: readonly Summary[], perEvent: number): Summary[] =>
  summaries.map((each) => ({ ...each, successes: each.successes / perEvent }));
