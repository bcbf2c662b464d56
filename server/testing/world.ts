import { ManualClock } from "@/server/clock";
import { type Actor, type Ctx, ROLE_SCOPES, type Role } from "@/server/context";
import { createSealer } from "@/server/crypto/seal";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { memberships, users } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import { readEnv } from "@/server/env";
import { createRecordingQueue } from "@/server/jobs/queue";
import { createLog } from "@/server/log";
import { createEgress } from "@/server/platforms/http";
import type { Runtime } from "@/server/runtime";
import { openTestDatabase } from "@/server/testing/database";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";

export interface World {
  runtime: Runtime & { clock: ManualClock; jobs: ReturnType<typeof createRecordingQueue> };
  workspaceId: string;
  userId: string;
  /** A context of a member with this role in this workspace. */
  ctx(role?: Role): Ctx;
  close(): Promise<void>;
}

const testKey = Buffer.alloc(32, 7).toString("base64");

/** A runtime on a fresh database with a clock that stands at 2026-03-02T09:00:00Z, one workspace and its owner. */
export async function createWorld(overrides: Record<string, string> = {}): Promise<World> {
  const env = readEnv({
    NODE_ENV: "test",
    OAUTH_CRYPTO_KEY: testKey,
    NEXTAUTH_SECRET: "test-secret-of-at-least-32-characters",
    INTERNAL_TOKEN: "internal-token-for-tests-only",
    INGEST_SECRET: "ingest-secret-for-tests-only",
    LOG_LEVEL: "fatal",
    EGRESS_ALLOW: "127.0.0.1",
    ...overrides,
  });
  const database = await openTestDatabase();
  const runtime = {
    env,
    log: createLog(env.LOG_LEVEL),
    clock: new ManualClock(new Date("2026-03-02T09:00:00Z")),
    random: () => 0.5,
    database,
    sealer: createSealer(env.OAUTH_CRYPTO_KEY),
    egress: createEgress({ allow: env.EGRESS_ALLOW, trustedOrigins: [] }),
    jobs: createRecordingQueue(),
    relay: {
      subscribe: () => ({ leave: () => {}, ready: Promise.resolve(), seq: () => 0 }),
      onRing: () => () => {},
      close: async () => {},
    },
    sandbox: null,
    inHand: new Set<Promise<unknown>>(),
    disconnectUser: () => {},
    bootId: "test",
  };
  const { workspaceId, userId } = await addWorkspace(runtime, "Northlight Coffee");
  return {
    runtime,
    workspaceId,
    userId,
    ctx: (role = "owner") => contextFor(runtime, workspaceId, userId, role),
    close: () => database.close(),
  };
}

export async function addWorkspace(
  runtime: Runtime,
  name: string,
): Promise<{ workspaceId: string; userId: string }> {
  const db = runtime.database.db;
  const [workspace] = await db
    .insert(workspaces)
    .values({ name, timeZone: "Europe/Copenhagen", settings: DEFAULT_SETTINGS })
    .returning();
  const [user] = await db
    .insert(users)
    .values({ email: `${uuidv7()}@example.com`, name: "Ines Moreau" })
    .returning();
  if (!workspace || !user) throw new Error("nothing was inserted");
  await db
    .insert(memberships)
    .values({ workspaceId: workspace.id, userId: user.id, role: "owner" });
  return { workspaceId: workspace.id, userId: user.id };
}

export function contextFor(runtime: Runtime, workspaceId: string, userId: string, role: Role): Ctx {
  const actor: Actor = {
    kind: "user",
    id: userId,
    name: "Ines Moreau",
    role,
    scopes: ROLE_SCOPES[role],
  };
  return {
    workspaceId,
    actor,
    requestId: uuidv7(),
    runtime,
    db: runtime.database.db,
    log: runtime.log,
    now: () => runtime.clock.now(),
  };
}

export async function addAccount(
  world: World,
  values: Partial<typeof socialAccounts.$inferInsert> = {},
): Promise<typeof socialAccounts.$inferSelect> {
  const id = uuidv7();
  const [account] = await world.runtime.database.db
    .insert(socialAccounts)
    .values({
      id,
      workspaceId: world.workspaceId,
      platform: "x",
      externalId: id,
      handle: "northlight",
      displayName: "Northlight Coffee",
      scopes: [],
      sandbox: true,
      endpoints: {},
      sealedCredentials: world.runtime.sealer.seal(
        JSON.stringify({ accessToken: "token", refreshToken: "refresh" }),
        id,
      ),
      ...values,
    })
    .returning();
  if (!account) throw new Error("nothing was inserted");
  return account;
}

export async function addCampaign(
  world: World,
  values: Partial<typeof campaigns.$inferInsert> = {},
): Promise<typeof campaigns.$inferSelect> {
  const [campaign] = await world.runtime.database.db
    .insert(campaigns)
    .values({
      workspaceId: world.workspaceId,
      name: "Autumn single-origin launch",
      brief: "Launch our autumn single origins and bring people to the shop page.",
      objective: "engagement",
      platforms: ["x"],
      brand: { tone: "dry, warm", bannedWords: [], maxLength: null },
      variantsPerPlatform: 2,
      status: "active",
      ...values,
    })
    .returning();
  if (!campaign) throw new Error("nothing was inserted");
  return campaign;
}

export async function addVariant(
  world: World,
  campaignId: string,
  values: Partial<typeof variants.$inferInsert> = {},
): Promise<typeof variants.$inferSelect> {
  const ordinal = values.ordinal ?? 0;
  const [variant] = await world.runtime.database.db
    .insert(variants)
    .values({
      workspaceId: world.workspaceId,
      campaignId,
      platform: "x",
      ordinal,
      label: `Variant ${ordinal + 1}`,
      text: `Text number ${ordinal + 1}`,
      source: "person",
      contentHash: `hash-${ordinal}`,
      ...values,
    })
    .returning();
  if (!variant) throw new Error("nothing was inserted");
  return variant;
}
