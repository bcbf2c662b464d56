import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { toJsonb } from "@/server/db/to-jsonb";
import type { EmptySlot } from "@/server/posts/claimed-post";
import { type ArmRow, readArmRows } from "./read-arm-stats";

/** What the arms had earned when they were last counted, and what was chosen since, of one world. */
interface Counted {
  countedAt: string;
  rows: ArmRow[];
}

type World = "real" | "sandbox";

/** The state of one campaign on one platform. Whoever changes results empties it: see `outdateArms`. */
export type KnownArms = Partial<Record<World, Counted>>;

interface StateKey {
  workspaceId: string;
  campaignId: string;
  platform: string;
}

// What moves without a word, as a post that was called off, is noticed so late at most.
const COUNT_AGAIN_MS = 60_000;

const stateKey = ({ campaignId, platform }: Omit<StateKey, "workspaceId">): string =>
  `${campaignId}:${platform}`;

const worldOf = (sandbox: boolean): World => (sandbox ? "sandbox" : "real");

/** Makes missing state rows and locks them all, in one order for all processes. */
export async function lockStates(
  tx: Tx,
  slots: readonly StateKey[],
  { policy, now }: { policy: string; now: Date },
): Promise<Map<string, KnownArms>> {
  const keys = [...new Map(slots.map((slot) => [stateKey(slot), slot])).values()];
  const found = await readStates(tx, keys);
  const missing = keys.filter((key) => !found.has(stateKey(key)));
  if (missing.length === 0) return found;
  await tx.execute(sql`
    insert into optimizer_state (id, workspace_id, campaign_id, platform, policy, state, created_at, updated_at)
    select gen_random_uuid(), k."workspaceId", k."campaignId", k.platform, ${policy}, '{}',
      ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${toJsonb(missing)})
      as k("workspaceId" uuid, "campaignId" uuid, platform text)
    on conflict do nothing`);
  return readStates(tx, keys);
}

async function readStates(tx: Tx, keys: readonly StateKey[]): Promise<Map<string, KnownArms>> {
  const { rows } = (await tx.execute(sql`
    select s.campaign_id as "campaignId", s.platform, s.state from optimizer_state s
    join jsonb_to_recordset(${toJsonb(keys)}) as k("campaignId" uuid, platform text)
      on k."campaignId" = s.campaign_id and k.platform = s.platform
    order by s.id for update of s`)) as unknown as {
    rows: { campaignId: string; platform: string; state: KnownArms }[];
  };
  return new Map(rows.map((row) => [stateKey(row), row.state]));
}

type Slot = Pick<EmptySlot, "campaignId" | "platform" | "sandbox">;

export const earnedKey = (slot: Slot): string => `${stateKey(slot)}:${slot.sandbox}`;

/** What the arms of one campaign have earned on one platform in one world, by variant id. */
export interface Earned extends Slot {
  countedAt: string;
  rows: Map<string, ArmRow>;
}

/** As it is known, and counted where nobody knows any more. */
export async function readEarned(
  tx: Tx,
  slots: readonly Slot[],
  states: ReadonlyMap<string, KnownArms>,
  now: Date,
): Promise<Map<string, Earned>> {
  const wanted = new Map(slots.map((slot) => [earnedKey(slot), slot]));
  const earned = new Map<string, Earned>();
  for (const sandbox of [true, false]) {
    const unknown: Slot[] = [];
    for (const [key, { campaignId, platform }] of wanted) {
      const slot = { campaignId, platform, sandbox };
      if (key !== earnedKey(slot)) continue;
      const known = findKnown(states.get(stateKey(slot)), sandbox, now);
      if (known) earned.set(key, { ...slot, ...known });
      else unknown.push(slot);
    }
    const campaignIds = [...new Set(unknown.map(({ campaignId }) => campaignId))];
    const counted = await readArmRows(tx, campaignIds, sandbox);
    for (const slot of unknown) {
      const rows = new Map([...counted].filter(([, row]) => isOf(row, slot)));
      earned.set(earnedKey(slot), { ...slot, countedAt: now.toISOString(), rows });
    }
  }
  return earned;
}

const isOf = (row: ArmRow, slot: Slot): boolean =>
  row.campaignId === slot.campaignId && row.platform === slot.platform;

function findKnown(state: KnownArms | undefined, sandbox: boolean, now: Date) {
  const counted = state?.[worldOf(sandbox)];
  if (!counted) return null;
  const age = now.getTime() - Date.parse(counted.countedAt);
  if (!(age >= 0 && age < COUNT_AGAIN_MS)) return null;
  return {
    countedAt: counted.countedAt,
    rows: new Map(counted.rows.map((row) => [row.variantId, row])),
  };
}

/** Keeps what is known after the last choice, for the next one. */
export async function storeStates(
  tx: Tx,
  all: readonly Earned[],
  before: ReadonlyMap<string, KnownArms>,
  { policy, now }: { policy: string; now: Date },
): Promise<void> {
  if (all.length === 0) return;
  const states = new Map<string, { campaign_id: string; platform: string; state: KnownArms }>();
  for (const { campaignId, platform, sandbox, countedAt, rows } of all) {
    const key = stateKey({ campaignId, platform });
    const state = states.get(key)?.state ?? { ...before.get(key) };
    state[worldOf(sandbox)] = { countedAt, rows: [...rows.values()] };
    states.set(key, { campaign_id: campaignId, platform, state });
  }
  await tx.execute(sql`
    update optimizer_state s set state = r.state, policy = ${policy},
      updated_at = ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${toJsonb([...states.values()])})
      as r(campaign_id uuid, platform text, state jsonb)
    where s.campaign_id = r.campaign_id and s.platform = r.platform`);
}
