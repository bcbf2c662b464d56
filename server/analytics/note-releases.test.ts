import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sealCredentials } from "@/server/accounts/account-credentials";
import { noteReleases } from "@/server/analytics/note-releases";
import { pullMetrics } from "@/server/analytics/pull-metrics";
import { socialAccounts } from "@/server/db/schema/accounts";
import { events } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, addWorkspace, createWorld, type World } from "@/server/testing/world";

const hour = 3_600_000;
const permalink = "https://site.example/spring-notes/";
let world: World;
/** As the site tells it: `future` until it has brought it out. */
let status: string;

beforeEach(async () => {
  world = await createWorld();
  status = "future";
  world.runtime.egress.request = async (url) => {
    const link = status === "publish" ? permalink : "https://site.example/?p=7";
    const item = { id: 7, slug: "spring-notes", status, link, date_gmt: "2026-03-03T08:00:00" };
    const text = JSON.stringify(new URL(url).pathname.endsWith("/posts") ? [item] : []);
    const bytes = new TextEncoder().encode(text);
    return { status: 200, headers: {}, bytes, text: () => text, json: () => JSON.parse(text) };
  };
});
afterEach(() => world.close());

const db = () => world.runtime.database.db;

async function addScheduled() {
  const account = await addAccount(world, { platform: "wordpress", sandbox: false });
  const values = { root: "https://site.example/wp-json/", username: "ines", password: "p" };
  const sealedCredentials = sealCredentials(world.runtime, account.id, { kind: "form", values });
  await db()
    .update(socialAccounts)
    .set({ sealedCredentials })
    .where(eq(socialAccounts.id, account.id));
  const place = { accountId: account.id, platform: "wordpress", externalId: "7" };
  const post = await addPublishedPost(world, { ...place, visibility: "scheduled" });
  const read = async () => (await db().select().from(posts).where(eq(posts.id, post.id)))[0];
  const pull = () =>
    pullMetrics(world.runtime, { workspaceId: world.workspaceId, accountId: account.id });
  return { read, pull };
}

it("changes no post of another workspace", async () => {
  const { read } = await addScheduled();
  const id = (await read())?.id ?? "";
  const live = { visibility: "live" as const, permalink, liveAt: null };
  const other = await addWorkspace(world.runtime, "Halden");
  await noteReleases(world.runtime, other.workspaceId, new Map([[id, live]]));
  expect(await read()).toMatchObject({ visibility: "scheduled" });
  await noteReleases(world.runtime, world.workspaceId, new Map([[id, live]]));
  expect(await read()).toMatchObject({ visibility: "live", permalink });
});

it("looks at a post after the time at which its site brings it out, and finds it live", async () => {
  const { read, pull } = await addScheduled();
  world.runtime.clock.advance(hour);
  await pull();
  const lookAt = new Date("2026-03-03T08:10:00Z");
  expect(await read()).toMatchObject({ visibility: "scheduled", metricsNextPullAt: lookAt });

  world.runtime.clock.advance(lookAt.getTime() - world.runtime.clock.now().getTime());
  await pull();
  expect(await read()).toMatchObject({ visibility: "scheduled" });

  status = "publish";
  world.runtime.clock.advance(hour);
  await pull();
  expect(await read()).toMatchObject({
    visibility: "live",
    permalink,
    publishedAt: new Date("2026-03-03T08:00:00Z"),
    metricsNextPullAt: new Date("2026-03-03T11:00:00Z"),
  });
  const facts = await db().select().from(events);
  expect(facts.map(({ name }) => name)).toContain("post.changed");
});
