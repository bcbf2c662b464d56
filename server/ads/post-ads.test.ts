import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PostAdPlan } from "@/lib/contracts/ads";
import { openGrant } from "@/server/accounts/open-grant";
import { createPostAd } from "@/server/ads/create-post-ad";
import { getPostAd } from "@/server/ads/get-post-ad";
import { listAdAccounts } from "@/server/ads/list-ad-accounts";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postAds } from "@/server/db/schema/ads";
import { auditLog } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { memberships } from "@/server/db/schema/users";
import { getAdapter } from "@/server/platforms/registry";
import { type Runtime, setRuntime } from "@/server/runtime";
import { addPublishedPost } from "@/server/testing/published-post";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addAccount, addWorkspace, contextFor } from "@/server/testing/world";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

const plan = PostAdPlan.parse({
  adAccountId: "4400112233",
  budget: "daily",
  amount: "5.50",
  countries: ["DK"],
  beneficiary: "Northlight Coffee",
  payor: "Northlight Coffee",
});
const EDGES = ["campaigns", "adsets", "adcreatives", "ads"] as const;

let rig: SandboxWorld;
let accountId: string;
let postId: string;

beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;
const ctx = () => rig.world.ctx();
const switchAds = (adsFromPosts: boolean) => updateWorkspace(ctx(), { settings: { adsFromPosts } });
const adRow = async () => (await db().select().from(postAds))[0];
const strike = (kind: "timeout_after_accept" | "moderation") =>
  rig.served.addFault({ platform: "facebook", kind, scope: "publish", holdMs: 0 });

/** A connected page with one post on its feed. */
async function publish() {
  await (await rig.browser()).connect("facebook");
  const ofPlatform = eq(socialAccounts.platform, "facebook");
  const [account] = await db().select().from(socialAccounts).where(ofPlatform);
  accountId = account?.id ?? "";
  const adapter = getAdapter("facebook");
  const text = "Sixty sacks. Then they are gone.";
  const outcome = await adapter.publish(
    await openGrant(ctx(), accountId),
    { postId: "p", format: "post", title: null, text, media: [], options: {} },
    { key: "k", attempt: 1, firstAttemptAt: rig.world.runtime.clock.now() },
    async () => {},
  );
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  const post = await addPublishedPost(rig.world, {
    ...{ accountId, platform: "facebook", externalId: outcome.externalId, visibility: "live" },
    content: { format: "post", title: null, text, media: [], options: {} },
  });
  postId = post.id;
}

/** What stands in the ad account, as the sandbox tells it. */
async function made(edge: (typeof EDGES)[number]) {
  const session = await openGrant(ctx(), accountId);
  const person = session.refreshToken?.split(" ")[1] ?? "";
  const url = `${session.endpoints.api}/v25.0/act_4400112233/${edge}?fields=id,name,status`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${person}` } });
  return ((await answer.json()) as { data: { id: string; name: string; status?: string }[] }).data;
}

async function expectEachOnce() {
  for (const edge of EDGES) {
    const list = await made(edge);
    expect(list, edge).toHaveLength(1);
    if (edge !== "adcreatives") expect(list[0]?.status, edge).toBe("PAUSED");
  }
}

describe("while the switch is off", () => {
  it("nothing is offered and nothing is made", async () => {
    await publish();
    expect(await getPostAd(ctx(), postId)).toEqual({ offer: null, ad: null });
    await expect(createPostAd(ctx(), postId, { plan })).rejects.toThrow("Ads from posts are off");
    await expect(listAdAccounts(ctx(), accountId)).rejects.toThrow("Ads from posts are off");
    expect(await adRow()).toBeUndefined();
  });

  it("ads are not asked for, so that an account must be connected again", async () => {
    await publish();
    await switchAds(true);
    const { offer } = await getPostAd(ctx(), postId);
    expect(offer?.refusal).toContain("Connect northlightcoffee again and allow ads");
    expect(offer?.reconnect).toBe(true);
    await expect(createPostAd(ctx(), postId, { plan })).rejects.toThrow("allow ads");
    await (await rig.browser()).connect("facebook");
    expect((await getPostAd(ctx(), postId)).offer?.refusal).toBeNull();
    const [entry] = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "workspace.changed"));
    expect(entry).toMatchObject({ before: { adsFromPosts: false }, after: { adsFromPosts: true } });
  });
});

describe("an ad of a post", () => {
  beforeEach(async () => {
    await switchAds(true);
    await publish();
  });

  it("is made once, paused, and says who did it and for how much", async () => {
    expect(await listAdAccounts(ctx(), accountId)).toEqual({
      items: [{ id: "4400112233", name: "Northlight ads", currency: "EUR", decimals: 2 }],
    });
    const view = await createPostAd(ctx(), postId, { plan });
    expect(view.ad).toMatchObject({
      ...{ status: "created", problem: null, where: "Ads Manager", figures: null },
      plan: { amount: "5.50", currency: "EUR", adAccountName: "Northlight ads" },
    });
    expect(await createPostAd(ctx(), postId, { plan })).toEqual(view);
    await expectEachOnce();
    const [entry] = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "post.ad_created"));
    expect(entry).toMatchObject({
      ...{ subjectId: postId, actorName: "Ines Moreau" },
      after: { budget: "EUR 5.50 a day", adAccount: "Northlight ads (4400112233)" },
    });
    const page = await fetch(view.ad?.manageUrl ?? "");
    expect(await page.text()).toContain("This ad is PAUSED");
  });

  it("tells its state and figures when asked, and keeps them", async () => {
    await createPostAd(ctx(), postId, { plan });
    const { ad } = await getPostAd(ctx(), postId, { figures: "now" });
    expect(ad).toMatchObject({ figures: { state: "PAUSED", spend: null }, figuresProblem: null });
    expect((await getPostAd(ctx(), postId)).ad?.figures).toEqual(ad?.figures);
  });

  it("is not made twice by two who ask at once", async () => {
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => createPostAd(ctx(), postId, { plan })),
    );
    expect(tries.some(({ status }) => status === "fulfilled")).toBe(true);
    for (const each of tries) {
      if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "conflict" });
    }
    await expectEachOnce();
  });

  it("is found again after a lost answer", async () => {
    await strike("timeout_after_accept");
    const { ad } = await createPostAd(ctx(), postId, { plan });
    expect(ad).toMatchObject({ status: "unknown", fixed: "plan" });
    expect(ad?.problem).toContain("may have been made");
    const other = { ...plan, amount: "900" };
    await expect(createPostAd(ctx(), postId, { plan: other })).rejects.toThrow("same plan");
    expect((await createPostAd(ctx(), postId, {})).ad).toMatchObject({ status: "created" });
    await expectEachOnce();
  });

  it("goes on where a process died", async () => {
    await strike("timeout_after_accept");
    await createPostAd(ctx(), postId, { plan });
    const { clock } = rig.world.runtime;
    const leaseUntil = new Date(clock.now().getTime() + 60_000);
    await db().update(postAds).set({ status: "creating", leaseUntil });
    await expect(createPostAd(ctx(), postId, {})).rejects.toMatchObject({ code: "conflict" });
    expect((await getPostAd(ctx(), postId)).ad?.status).toBe("creating");
    clock.advance(60_000);
    expect((await getPostAd(ctx(), postId)).ad?.status).toBe("unknown");
    expect((await createPostAd(ctx(), postId, {})).ad?.status).toBe("created");
    await expectEachOnce();
  });
});

describe("a plan", () => {
  beforeEach(async () => {
    await switchAds(true);
    await publish();
  });

  it("may change after a refusal, while nothing of it stands there", async () => {
    await strike("moderation");
    const refused = await createPostAd(ctx(), postId, { plan });
    expect(refused.ad).toMatchObject({ status: "failed", fixed: "nothing" });
    expect(refused.ad?.problem).toContain("Facebook refused the ad");
    const { ad } = await createPostAd(ctx(), postId, { plan: { ...plan, amount: "9" } });
    expect(ad).toMatchObject({ status: "created", plan: { amount: "9.00" } });
    await expectEachOnce();
  });

  it("stays once a part of it stands there", async () => {
    await db().update(posts).set({ externalId: "10_999" });
    const refused = await createPostAd(ctx(), postId, { plan });
    expect(refused.ad).toMatchObject({ status: "failed", fixed: "plan" });
    expect(refused.ad?.problem).toContain("Invalid object_story_id");
    expect(await made("campaigns")).toHaveLength(1);
    expect(await made("ads")).toHaveLength(0);
  });

  it.each([
    ["plan.adAccountId", { adAccountId: "77" }],
    ["plan.amount", { amount: "5.555" }],
    ["plan.endsAt", { budget: "lifetime" as const, endsAt: "2026-03-01T09:00:00Z" }],
  ])("is refused at its field: %s", async (path, wrong) => {
    const asked = createPostAd(ctx(), postId, { plan: { ...plan, ...wrong } });
    await expect(asked).rejects.toMatchObject({ code: "invalid", fields: [{ path }] });
    expect(await adRow()).toBeUndefined();
  });

  it("names who pays in the EU, an end, and countries that exist", () => {
    const wrong = { ...plan, countries: ["DK", "XX"], amount: "0" };
    const paths = (value: unknown) =>
      PostAdPlan.safeParse(value).error?.issues.map((issue) => issue.path.join("."));
    expect(paths(wrong)).toEqual(["amount", "countries.1"]);
    const incomplete = { ...plan, budget: "lifetime", beneficiary: " ", payor: "" };
    expect(paths(incomplete)).toEqual(["endsAt", "beneficiary", "payor"]);
    expect(paths({ ...plan, countries: ["NO"], beneficiary: "", payor: "" })).toBeUndefined();
  });
});

describe("nobody else", () => {
  it("of another workspace reaches the post or the account", async () => {
    await switchAds(true);
    await publish();
    const other = await addWorkspace(rig.world.runtime, "Elsewhere");
    const stranger = contextFor(rig.world.runtime, other.workspaceId, other.userId, "owner");
    const lost = { code: "not_found" };
    await expect(getPostAd(stranger, postId)).rejects.toMatchObject(lost);
    await expect(createPostAd(stranger, postId, { plan })).rejects.toMatchObject(lost);
    await expect(listAdAccounts(stranger, accountId)).rejects.toMatchObject(lost);
  });

  it.each(["editor", "viewer"] as const)("than an owner may make one: %s", async (role) => {
    await switchAds(true);
    await publish();
    await db().update(memberships).set({ role });
    setRuntime(rig.world.runtime as Runtime);
    const { cookie } = await rig.browser();
    const headers = { cookie: cookie(), "sec-fetch-site": "same-origin" };
    const init = { method: "POST", headers, body: JSON.stringify({ plan }) };
    const { POST } = await import("@/app/api/posts/[id]/ad/route");
    const request = new Request("http://127.0.0.1:4000/api/x", init);
    const answer = await POST(request, { params: Promise.resolve({ id: postId }) });
    expect(answer.status).toBe(403);
    expect(await adRow()).toBeUndefined();
    expect((await getPostAd(rig.world.ctx(role), postId)).offer?.mayCreate).toBe(false);
  });

  it("is offered what can't be: a platform without ads, a post that is not out", async () => {
    await switchAds(true);
    const { id } = await addAccount(rig.world);
    const post = await addPublishedPost(rig.world, { accountId: id });
    expect(await getPostAd(ctx(), post.id)).toEqual({ offer: null, ad: null });
    await expect(createPostAd(ctx(), post.id, { plan })).rejects.toThrow("makes no ads");
    await publish();
    await db().update(posts).set({ status: "failed" }).where(eq(posts.id, postId));
    expect((await getPostAd(ctx(), postId)).offer).toBeNull();
    await expect(createPostAd(ctx(), postId, { plan })).rejects.toThrow("only one that is out");
  });
});
