import { afterEach, beforeEach, expect, it } from "vitest";
import { listPlatformSetups } from "@/server/accounts/platform-setup";
import { socialAccounts } from "@/server/db/schema/accounts";
import { events } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import { findCircuit } from "@/server/limits/circuit";
import { listRestingPlatforms } from "@/server/limits/list-resting-platforms";
import { publishDue } from "@/server/scheduler/publish-due";
import { publishParts } from "@/server/scheduler/publish-parts";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addCampaign, addVariant } from "@/server/testing/world";

const minute = 60_000;
let rig: SandboxWorld;
beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

const runtime = () => rig.world.runtime;
const db = () => runtime().database.db;
const publish = () => publishDue(runtime(), publishParts);
const state = async () => (await findCircuit(db(), { platform: "x", sandbox: true }))?.state;

async function connect(): Promise<string> {
  await (await rig.browser()).connect("x");
  const [account] = await db().select().from(socialAccounts);
  return account?.id ?? "";
}

async function addDue(accountId: string, nth: number): Promise<void> {
  const campaign = await addCampaign(rig.world);
  await addVariant(rig.world, campaign.id, { text: `Roasted on day ${nth}` });
  const at = runtime().clock.now();
  await db()
    .insert(posts)
    .values({
      ...{ workspaceId: rig.world.workspaceId, campaignId: campaign.id, accountId, platform: "x" },
      ...{ slotAt: at, dueAt: at, nextAt: at, status: "queued", idempotencyKey: uuidv7() },
      deadlineAt: new Date(at.getTime() + 600 * minute),
    });
}

async function standing() {
  const rows = await db().select().from(posts);
  return rows.map((post) => post.status).sort();
}

async function told() {
  const rows = await db().select().from(events).orderBy(events.seq);
  return rows.map(({ name }) => name).filter((name) => name.startsWith("platform."));
}

async function waitForProbe(): Promise<void> {
  const circuit = await findCircuit(db(), { platform: "x", sandbox: true });
  const until = circuit?.nextProbeAt?.getTime() ?? 0;
  runtime().clock.advance(Math.max(0, until - runtime().clock.now().getTime()));
}

it("opens on a real platform's errors, is shown, and closes by itself once it works", async () => {
  const accountId = await connect();
  await rig.served.addFault({ platform: "x", kind: "server_error", scope: "any", times: null });
  for (let nth = 0; nth < 3; nth++) await addDue(accountId, nth);
  for (let round = 0; round < 20 && (await state()) !== "open"; round++) {
    await publish();
    runtime().clock.advance(10_000);
  }
  expect(await state()).toBe("open");
  const { items } = await listPlatformSetups(rig.world.ctx());
  const shown = items.find((each) => each.platform === "x")?.health;
  expect(shown).toMatchObject({
    real: { state: "working" },
    sandbox: { state: "resting", until: expect.any(String), lastError: "http_503" },
  });
  expect(await standing()).not.toContain("failed");
  const { items: resting } = await listRestingPlatforms(rig.world.ctx());
  expect(resting).toMatchObject([{ platform: "x", sandbox: true, since: expect.any(String) }]);

  await fetch(`${rig.served.baseUrl}/control/faults`, {
    method: "DELETE",
    headers: { "x-sandbox-control": rig.sandbox.controlSecret },
  });
  for (let round = 0; round < 10; round++) {
    await waitForProbe();
    runtime().clock.advance(minute);
    await publish();
  }
  expect(await state()).toBe("closed");
  expect(await standing()).toEqual(["published", "published", "published"]);
  // However many probes failed in between.
  expect(await told()).toEqual(["platform.resting", "platform.answering"]);
  expect(rig.sandbox.ledger().filter((entry) => entry.kind === "tweet")).toHaveLength(3);
});
