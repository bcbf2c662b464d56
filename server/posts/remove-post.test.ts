import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAccountSession } from "@/server/accounts/open-session";
import { pullMetrics } from "@/server/analytics/pull-metrics";
import { socialAccounts } from "@/server/db/schema/accounts";
import { auditLog } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { getAdapter } from "@/server/platforms/registry";
import { removePost } from "@/server/posts/remove-post";
import { addPublishedPost } from "@/server/testing/published-post";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addWorkspace, contextFor } from "@/server/testing/world";

const HOUR = 3_600_000;
let rig: SandboxWorld;
let accountId: string;
let postId: string;
let externalId: string;

beforeEach(async () => {
  rig = await createSandboxWorld();
  await (await rig.browser()).connect("x");
  const [account] = await db().select().from(socialAccounts);
  accountId = account?.id ?? "";
  const session = await open();
  const outcome = await getAdapter("x").publish(
    session,
    {
      postId: "p",
      format: "post",
      title: null,
      text: "Sixty sacks. Then they are gone.",
      media: [],
      options: {},
    },
    { key: "k", attempt: 1, firstAttemptAt: rig.world.runtime.clock.now() },
    async () => {},
  );
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  externalId = outcome.externalId;
  const post = await addPublishedPost(rig.world, { accountId, externalId, visibility: "live" });
  postId = post.id;
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;
const statusOf = async () =>
  (await db().select().from(posts).where(eq(posts.id, postId)))[0]?.status;
const audited = async () => (await db().select().from(auditLog)).map((row) => row.action);

async function open() {
  const opened = await openAccountSession(rig.world.runtime, accountId);
  if (!opened.ok) throw new Error("no session");
  return opened.session;
}

async function isThere(): Promise<boolean> {
  return (await getAdapter("x").engagement(await open(), [externalId])).has(externalId);
}

describe("a published post", () => {
  it("is taken off its platform, once, and says who did it", async () => {
    const view = await removePost(rig.world.ctx(), postId);
    expect(view.status).toBe("deleted");
    expect(await isThere()).toBe(false);
    expect(await audited()).toContain("post.removed");
    await expect(removePost(rig.world.ctx(), postId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("stays published when the platform does not answer", async () => {
    await rig.served.addFault({ platform: "x", kind: "server_error", scope: "publish" });
    await expect(removePost(rig.world.ctx(), postId)).rejects.toMatchObject({ code: "upstream" });
    expect(await statusOf()).toBe("published");
    expect(await isThere()).toBe(true);
  });

  it("of another workspace does not exist here", async () => {
    const other = await addWorkspace(rig.world.runtime, "Elsewhere");
    const stranger = contextFor(rig.world.runtime, other.workspaceId, other.userId, "owner");
    await expect(removePost(stranger, postId)).rejects.toMatchObject({ code: "not_found" });
    expect(await isThere()).toBe(true);
  });
});

describe("a post that somebody removed on the platform", () => {
  const pull = async () => {
    const { runtime, workspaceId } = rig.world;
    runtime.clock.advance(25 * HOUR);
    await pullMetrics(runtime, { workspaceId, accountId });
  };

  it("is believed to be gone when it is missing for the second time", async () => {
    await getAdapter("x").remove?.(await open(), externalId);
    await pull();
    expect(await statusOf()).toBe("published");
    await pull();
    expect(await statusOf()).toBe("deleted");
    expect(await audited()).toContain("post.found_gone");
  });

  it("is not believed to be gone while it answers", async () => {
    await pull();
    await pull();
    expect(await statusOf()).toBe("published");
  });
});
