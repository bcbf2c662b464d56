import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { chooseAccounts, getChoice } from "@/server/accounts/choose-accounts";
import { connectCredentials } from "@/server/accounts/connect-credentials";
import { listPlatformSetups } from "@/server/accounts/platform-setup";
import { socialAccounts } from "@/server/db/schema/accounts";
import { contacts } from "@/server/db/schema/contacts";
import { providerHealth, rateBudgets } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import type { DraftMedia } from "@/server/platforms/adapter";
import { SAMPLED, toSamplePost } from "@/server/platforms/fixtures/sample-posts";
import { publishDue } from "@/server/scheduler/publish-due";
import { publishParts } from "@/server/scheduler/publish-parts";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEPS = 40;

type PostRow = typeof posts.$inferSelect;

export interface FaultsWorld {
  rig: SandboxWorld;
  /** A post that is due now on each imitated platform. */
  addPosts(hasMedia: boolean): Promise<void>;
  publish(): Promise<unknown>;
  /** Lets time pass until every post has come to an end. */
  finish(): Promise<void>;
  readPosts(): Promise<Map<Platform, PostRow>>;
  /** As if nothing had happened, a day later. */
  reset(): Promise<void>;
}

/** One account on each platform that the sandbox imitates, connected the way a person connects it. */
export async function createFaultsWorld(): Promise<FaultsWorld> {
  const rig = await createSandboxWorld();
  const { runtime, workspaceId } = rig.world;
  const { db } = runtime.database;
  for (const platform of SAMPLED) await connect(rig, platform);
  await db.insert(contacts).values({
    ...{ workspaceId, phone: "+4520000001", consentSource: "Form" },
    consentAt: new Date("2026-02-01T09:00:00Z"),
  });
  const accounts = await db.select().from(socialAccounts);
  const files = new Map<string, DraftMedia>();
  let seed = 0;
  const openMedia = async (_runtime: unknown, { mediaId }: { mediaId: string }) => {
    const file = files.get(mediaId);
    if (!file) throw new Error("no such file");
    return file;
  };
  const publish = () => publishDue(runtime, { ...publishParts, openMedia });
  const readAll = () => db.select().from(posts);

  async function addPost(platform: Platform, hasMedia: boolean): Promise<void> {
    const account = accounts.find((each) => each.platform === platform);
    if (!account) throw new Error(`no account of ${platform}`);
    seed += 1;
    const { media, ...content } = toSamplePost(platform, seed, rig.served.host, hasMedia);
    const kept = media.map((file) => {
      const mediaId = uuidv7();
      files.set(mediaId, file);
      return { mediaId, altText: file.altText };
    });
    const at = runtime.clock.now();
    await db.insert(posts).values({
      ...{ workspaceId, platform, accountId: account.id, status: "queued" },
      ...{ slotAt: at, dueAt: at, nextAt: at, idempotencyKey: uuidv7() },
      deadlineAt: new Date(at.getTime() + 10 * HOUR_MS),
      content: { ...content, media: kept },
    });
  }

  return {
    rig,
    publish,
    async addPosts(hasMedia) {
      for (const platform of SAMPLED) await addPost(platform, hasMedia);
    },
    async finish() {
      for (let step = 0; step < STEPS; step++) {
        const going = (await readAll()).filter(({ status }) => GOING.has(status));
        if (going.length === 0) return;
        const next = Math.min(...going.map(({ nextAt }) => nextAt.getTime()));
        runtime.clock.advance(Math.max(1000, next - runtime.clock.now().getTime()));
        await publish();
      }
    },
    readPosts: async () =>
      new Map((await readAll()).map((post) => [post.platform as Platform, post])),
    async reset() {
      const headers = { "x-sandbox-control": rig.sandbox.controlSecret };
      await fetch(`${rig.served.baseUrl}/control/faults`, { method: "DELETE", headers });
      for (const table of [posts, providerHealth, rateBudgets]) await db.delete(table);
      await db
        .update(socialAccounts)
        .set({ status: "active", statusReason: null, restUntil: null });
      // Longer than any platform's day of posts.
      runtime.clock.advance(DAY_MS + HOUR_MS);
    },
  };
}

const GOING = new Set(["queued", "publishing", "pending", "unknown"]);

async function connect(rig: SandboxWorld, platform: Platform): Promise<void> {
  const ctx = rig.world.ctx();
  if (catalog[platform].connect === "credentials") {
    const { items } = await listPlatformSetups(ctx);
    const [profile] = items.find((each) => each.platform === platform)?.sandbox.profiles ?? [];
    await connectCredentials(ctx, { platform, world: "sandbox", fields: profile?.fields ?? {} });
    return;
  }
  const browser = await rig.browser();
  const page = await browser.start(platform);
  const done = await browser.callback(await allowEverything(page));
  const token = done.searchParams.get("choice");
  if (!token) return;
  const headers = { cookie: browser.cookie() };
  const visit = new Request(new URL("/api/oauth/choice", done), { headers });
  const { candidates } = await getChoice(ctx, token, visit);
  const own = candidates.find((each) => each.platform === platform);
  await chooseAccounts(ctx, { token, accounts: [own?.key ?? ""] }, visit);
}

/** On the platform's page: every box is ticked, or the first choice taken. */
async function allowEverything(page: URL): Promise<URL> {
  const html = await (await fetch(page)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const boxes = [...html.matchAll(/<input type="(\w+)" name="account" value="([^"]+)"/g)];
  const body = new URLSearchParams({ ticket, decision: "allow" });
  for (const [, type, id = ""] of boxes)
    if (type === "checkbox" || !body.has("account")) body.append("account", id);
  const response = await fetch(page, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "");
}
