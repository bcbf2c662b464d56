import { type SQL, sql } from "drizzle-orm";
import type { OptimizerSettings } from "@/lib/contracts/optimizer-settings";
import { needsApproval } from "@/server/campaigns/approval-rule";
import type { Tx } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";
import { campaigns } from "@/server/db/schema/campaigns";
import { type WorkspaceSettings, workspaces } from "@/server/db/schema/workspaces";
import { toJsonb } from "@/server/db/to-jsonb";
import { isEvidence, isRecord } from "./check-evidence";
import { type Evidence, evidenceKey } from "./evidence";
import { toOptimizerSettings } from "./optimizer-settings";
import {
  type JudgedScope,
  readEvidence,
  type Summaries,
  type Summary,
  type World,
  worldOf,
} from "./read-evidence";
import { type EvidenceScope, scopeKey } from "./read-window";

/**
 * The evidence of one campaign on one platform by world, as it was last counted, and what was chosen
 * since. Whoever changes results empties it: see `outdateArms`.
 */
type KnownEvidence = Partial<Record<World, Evidence>>;

type StateKey = Omit<EvidenceScope, "sandbox">;

// What moves without a word, as a post that was called off or one that comes of age, is noticed so
// late at most.
const COUNT_AGAIN_MS = 10 * 60_000;

export const stateKey = ({ campaignId, platform }: Omit<StateKey, "workspaceId">): string =>
  `${campaignId}:${platform}`;

/** What is known of a campaign on a platform, and what it is judged by. */
export interface LockedState {
  known: KnownEvidence;
  campaign: Pick<typeof campaigns.$inferSelect, "id" | "objective" | "brand" | "optimizer">;
  /** Nothing of it may be posted unapproved. */
  needed: boolean;
  settings: OptimizerSettings;
}

/** Makes missing state rows and locks them all, in one order for all processes. By `stateKey`. */
export async function lockStates(
  tx: Tx,
  scopes: readonly StateKey[],
  now: Date,
): Promise<Map<string, LockedState>> {
  const keys = [
    ...new Map(
      scopes.map(({ workspaceId, campaignId, platform }) => [
        stateKey({ campaignId, platform }),
        { workspaceId, campaignId, platform },
      ]),
    ).values(),
  ];
  const found = await readStates(tx, keys);
  const missing = keys.filter((key) => !found.has(stateKey(key)));
  if (missing.length === 0) return found;
  const at = now.toISOString();
  await tx.execute(sql`
    insert into optimizer_state (id, workspace_id, campaign_id, platform, policy, state, created_at, updated_at)
    select gen_random_uuid(), k."workspaceId", k."campaignId", k.platform, '', '{}',
      ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${toJsonb(missing)})
      as k("workspaceId" uuid, "campaignId" uuid, platform text)
    on conflict do nothing`);
  return readStates(tx, keys);
}

interface StateRow {
  platform: string;
  state: KnownEvidence;
  pending: unknown;
  campaign: LockedState["campaign"];
  needed: boolean;
  workspace: WorkspaceSettings;
}

async function readStates(tx: Tx, keys: readonly StateKey[]): Promise<Map<string, LockedState>> {
  const { rows } = (await tx.execute(sql`${PREPARED}
    select s.platform, s.state, s.pending, ${needsApproval} as needed,
      ${workspaces.settings} as workspace, jsonb_build_object(
        'id', ${campaigns.id}, 'objective', ${campaigns.objective}, 'brand', ${campaigns.brand},
        'optimizer', ${campaigns.optimizer}) as campaign
    from optimizer_state s
    join jsonb_to_recordset(${toJsonb(keys)}) as k("campaignId" uuid, platform text)
      on k."campaignId" = s.campaign_id and k.platform = s.platform
    join ${campaigns} on ${campaigns.id} = s.campaign_id
    join ${workspaces} on ${workspaces.id} = ${campaigns.workspaceId}
    order by s.id for update of s`)) as unknown as { rows: StateRow[] };
  return new Map(
    rows.map(({ platform, state, pending, workspace, ...row }) => [
      stateKey({ campaignId: row.campaign.id, platform }),
      {
        ...row,
        known: withPendingOf(pending, state),
        settings: toOptimizerSettings(row.campaign, workspace),
      },
    ]),
  );
}

/** What was chosen since the evidence was counted stands beside it. */
function withPendingOf(pending: unknown, state: KnownEvidence): KnownEvidence {
  if (!isRecord(pending)) return state;
  const worlds = (Object.keys(pending) as World[]).flatMap((world) => {
    const [evidence, own] = [state[world], pending[world]];
    return isEvidence(evidence) && isRecord(own)
      ? [[world, { ...evidence, pending: own as Evidence["pending"] }] as const]
      : [];
  });
  return { ...state, ...Object.fromEntries(worlds) };
}

/** As it is known, and counted where nobody knows any more. By `scopeKey`. */
export async function knowEvidence(
  tx: Tx,
  scopes: readonly JudgedScope[],
  states: ReadonlyMap<string, LockedState>,
  now: Date,
): Promise<Map<string, Evidence>> {
  const wanted = [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()];
  const known = new Map<string, Evidence>();
  for (const scope of wanted) {
    const evidence = states.get(stateKey(scope))?.known[worldOf(scope.sandbox)];
    if (isEvidence(evidence) && isFresh(evidence, scope, now)) known.set(scopeKey(scope), evidence);
  }
  const unknown = wanted.filter((scope) => !known.has(scopeKey(scope)));
  return new Map([...known, ...(await readEvidence(tx, unknown, now))]);
}

function isFresh(evidence: Evidence, scope: JudgedScope, now: Date): boolean {
  if (evidence.key !== evidenceKey(scope)) return false;
  const age = now.getTime() - Date.parse(evidence.countedAt);
  return age >= 0 && age < COUNT_AGAIN_MS;
}

/** One more post of a variant is on its way. */
export function withPendingPost(evidence: Evidence, variantId: string): Evidence {
  const pending = { ...evidence.pending, [variantId]: (evidence.pending[variantId] ?? 0) + 1 };
  return { ...evidence, pending };
}

interface Stored {
  scope: EvidenceScope;
  evidence: Evidence;
  algorithm: string;
}

/** Keep what is known after the last choice, for the next one. */
export function toStateSteps(
  all: readonly Stored[],
  before: ReadonlyMap<string, LockedState>,
  now: Date,
): SQL[] {
  const rows = new Map<string, StoredRow>();
  for (const { scope, evidence, algorithm } of all) {
    const key = stateKey(scope);
    const known = before.get(key)?.known ?? {};
    const row = rows.get(key) ?? {
      ...{ campaign_id: scope.campaignId, platform: scope.platform, policy: algorithm },
      ...{ state: null, summary: {}, pending: {} },
    };
    const world = worldOf(scope.sandbox);
    row.pending[world] = evidence.pending;
    // The rest is large, and stays as it is until somebody counts anew.
    const { countedAt, key: judgedBy } = known[world] ?? {};
    if (countedAt !== evidence.countedAt || judgedBy !== evidence.key) {
      row.state = { ...(row.state ?? known), [world]: evidence };
      row.summary[world] = toSummary(evidence);
    }
    rows.set(key, row);
  }
  const counted = [...rows.values()].filter(({ state }) => state !== null);
  const chosen = [...rows.values()].filter(({ state }) => state === null);
  const at = sql`${now.toISOString()}::timestamptz`;
  const chosenNow = sql`
    chosen as (
      update optimizer_state s set pending = s.pending || r.pending, policy = r.policy,
        updated_at = ${at}
      from jsonb_to_recordset(${toJsonb(chosen)})
        as r(campaign_id uuid, platform text, policy text, pending jsonb)
      where s.campaign_id = r.campaign_id and s.platform = r.platform)`;
  const countedNow = sql`
    counted as (
      update optimizer_state s set state = r.state, summary = s.summary || r.summary,
        pending = s.pending || r.pending, policy = r.policy, updated_at = ${at}
      from jsonb_to_recordset(${toJsonb(counted)})
        as r(campaign_id uuid, platform text, policy text, state jsonb, summary jsonb, pending jsonb)
      where s.campaign_id = r.campaign_id and s.platform = r.platform)`;
  return [...(chosen.length > 0 ? [chosenNow] : []), ...(counted.length > 0 ? [countedNow] : [])];
}

interface StoredRow {
  campaign_id: string;
  platform: string;
  policy: string;
  /** Null: nothing was counted anew. */
  state: KnownEvidence | null;
  summary: Summaries;
  pending: Partial<Record<World, Evidence["pending"]>>;
}

function toSummary({ key, kind, since, cells, points }: Evidence): Summary {
  let [exposure, successes] = [0, 0];
  for (let i = 0; i < cells.length; i += 3) {
    exposure += cells[i + 1] ?? 0;
    successes += cells[i + 2] ?? 0;
  }
  const posts = cells.length / 3;
  return {
    ...{ key, kind, since, posts, exposure },
    successes: successes * (kind === "engagement" ? points : 1),
  };
}
