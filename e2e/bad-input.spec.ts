import { createHmac, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { InvitationCreated } from "@/lib/contracts/members";
import {
  type Api,
  addVariantByApi,
  connectByApi,
  consentByApi,
  listAccounts,
  listCampaigns,
  newCampaign,
  setUpByApi,
  signInByApi,
} from "./support/api";
import { createProduct, type Product } from "./support/product";
import { createWritten, expectUnchanged } from "./support/state";

const isPostgres = process.env.TEST_DATABASE === "pg";
const timeZone = "Europe/Copenhagen";
const soon = () => ({ kind: "once", runAt: new Date(Date.now() + 3_600_000).toISOString() });

let product: Product;
let owner: Api;
let x: AccountView;
let youtube: AccountView;
let campaign: CampaignView;
let variant: VariantView;

test.describe.configure({ mode: "default" });
test.beforeAll(async () => {
  product = await createProduct({ EGRESS_ALLOW: "127.0.0.1" });
  await product.start();
  owner = await setUpByApi(product);
  x = await connectByApi(owner, "x");
  youtube = await connectByApi(owner, "youtube");
  campaign = await createWritten(owner, "Autumn single origins", ["x", "youtube"]);
  variant = await addVariantByApi(owner, campaign.id, { platform: "x", text: "By hand, once." });
});
test.afterAll(() => product.close());

const expectNothingChanged = (work: () => Promise<void>) => expectUnchanged(owner, work);
const draft = () => newCampaign("Another one", ["x"]);
const planFor = (change: Record<string, unknown>) => ({
  campaignId: campaign.id,
  accountIds: [x.id],
  when: soon(),
  timeZone,
  ...change,
});

test("malformed, oversized and foreign requests are refused and say why", async () => {
  await expectNothingChanged(async () => {
    const json = { "content-type": "application/json" };
    const broken = { raw: '{"name": "Autumn", ', headers: json };
    expect(await owner.refused("POST", "/api/campaigns", broken)).toMatchObject({
      status: 400,
      detail: expect.stringContaining("not valid JSON"),
    });
    const brief = "long ".repeat(300_000);
    expect(
      await owner.refused("POST", "/api/campaigns", { body: { ...draft(), brief } }),
    ).toMatchObject({ status: 400, detail: expect.stringContaining("larger than 1024 KB") });
    expect(
      await owner.refused("POST", "/api/campaigns", {
        body: draft(),
        headers: { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      }),
    ).toMatchObject({ status: 403, detail: expect.stringContaining("came from another site") });
    expect(
      await owner.refused("POST", "/api/campaigns", { body: { ...draft(), name: " " } }),
    ).toMatchObject({
      status: 422,
      errors: [{ path: "name", message: "Give the campaign a name." }],
    });
    expect(
      await owner.refused("POST", "/api/campaigns", {
        body: { ...draft(), platforms: ["x", "myspace"] },
      }),
    ).toMatchObject({
      status: 422,
      errors: [
        {
          path: "platforms.1",
          message: expect.stringMatching(
            /^"myspace" is not a platform here. Use one of: .*bluesky/,
          ),
        },
      ],
    });
  });
});

test("a time that cannot be is refused before anything is planned", async () => {
  const cron = (line: string) => ({ when: { kind: "cron", cron: line } });
  const past = { when: { kind: "once", runAt: new Date(Date.now() - 60_000).toISOString() } };
  const cases: [Record<string, unknown>, string, RegExp][] = [
    [cron("0 9 31 2 *"), "when.cron", /never fires/],
    [cron("nine o'clock"), "when.cron", /five fields/],
    [cron("61 9 * * *"), "when.cron", /can't be read/],
    [cron("* * * * *"), "when.cron", /at least 5 minutes/],
    [{ timeZone: "Mars/Phobos" }, "timeZone", /no time zone called “Mars\/Phobos”/],
    [past, "when.runAt", /has passed/],
    [{ when: { kind: "once", runAt: "tomorrow" } }, "when.runAt", /date and time/],
  ];
  await expectNothingChanged(async () => {
    for (const [change, field, words] of cases) {
      const problem = await owner.refused("POST", "/api/schedules", { body: planFor(change) });
      expect(problem.status).toBe(422);
      expect(problem.errors).toEqual([{ path: field, message: expect.stringMatching(words) }]);
      const { when, timeZone: zone } = planFor(change);
      const preview = await owner.refused("POST", "/api/schedules/preview", {
        body: { when, timeZone: zone },
      });
      expect(preview.errors).toEqual(problem.errors);
    }
  });
});

test("a plan needs an account that the campaign is written for", async () => {
  const onlyX = await createWritten(owner, "Only for X", ["x"]);
  const plan = (change: Record<string, unknown>) =>
    owner.refused("POST", "/api/schedules", { body: planFor(change) });
  await expectNothingChanged(async () => {
    for (const accountIds of [[], undefined]) {
      expect(await plan({ accountIds })).toMatchObject({
        status: 422,
        errors: [{ path: "accountIds", message: "Choose at least one account to post to." }],
      });
    }
    expect(await plan({ campaignId: undefined })).toMatchObject({
      status: 422,
      errors: [{ path: "campaignId", message: "Choose a campaign." }],
    });
    expect(await plan({ campaignId: onlyX.id, accountIds: [youtube.id] })).toMatchObject({
      status: 422,
      detail: expect.stringContaining("not written for YouTube"),
    });
    expect(await plan({ accountIds: [randomUUID()] })).toMatchObject({ status: 404 });
    expect(
      await owner.refused("POST", "/api/posts", { body: { campaignId: campaign.id } }),
    ).toMatchObject({
      status: 422,
      errors: [{ path: "accountId", message: "Choose an account." }],
    });
  });
});

test("a YouTube variant without a video can't be planned, and takes only a real one", async () => {
  const video = { platform: "youtube", title: "How it is roasted", text: "From sack to cup." };
  const film = await addVariantByApi(owner, campaign.id, video);
  expect(film.issues).toContainEqual(
    expect.objectContaining({ code: "video_required", severity: "error" }),
  );
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const html = "<!doctype html><script>alert(1)</script>";
  const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  await expectNothingChanged(async () => {
    const plan = planFor({ accountIds: [youtube.id] });
    expect(await owner.refused("POST", "/api/schedules", { body: plan })).toMatchObject({
      status: 422,
      detail: expect.stringContaining("no variant with a video yet. Upload an MP4"),
    });
    const now = { campaignId: campaign.id, accountId: youtube.id, variantId: film.id };
    expect(await owner.refused("POST", "/api/posts", { body: now })).toMatchObject({ status: 422 });
    for (const [raw, type, words] of [
      [svg, "image/svg+xml", "not an image, video or document"],
      [html, "video/mp4", "not an image, video or document"],
    ] as const) {
      const upload = { raw, headers: { "content-type": type, "x-file-name": "clip.mp4" } };
      const problem = await owner.refused("PUT", `/api/variants/${film.id}/media`, upload);
      expect(problem).toMatchObject({ status: 422, detail: expect.stringContaining(words) });
    }
    const broken = Buffer.concat([png, Buffer.alloc(1024)]);
    const huge = Buffer.concat([png, Buffer.alloc(51 * 1024 * 1024)]);
    for (const [raw, words] of [
      [broken, "damaged"],
      [huge, "larger than the library allows"],
    ] as const) {
      const upload = { raw, headers: { "content-type": "image/png" } };
      const problem = await owner.refused("PUT", `/api/variants/${variant.id}/media`, upload);
      expect(problem).toMatchObject({ status: 422, detail: expect.stringContaining(words) });
    }
  });
});

/** Where an address of the connect window ends, and what the page there says. */
async function readDonePage(page: Page, address: string): Promise<string> {
  const { location = "" } = (await owner.send("GET", address)).headers();
  expect(location).toMatch(/^\/oauth-done\?/);
  await page.goto(`${product.url}${location}`);
  return page.getByRole("main").innerText();
}

test("each way to go wrong in the connect window has words of its own", async ({ page }) => {
  const read = (address: string) => readDonePage(page, address);
  const back = (name: string, change: (url: URL) => void, address: string) => {
    const url = new URL(address);
    change(url);
    expect(url.href, name).toContain("/api/oauth/x/callback");
    return read(url.href);
  };
  await expectNothingChanged(async () => {
    expect(await read("/api/oauth/myspace/start?world=sandbox")).toMatch(/does not know/);
    expect(await read("/api/oauth/blog/start")).toMatch(/no window to sign in to/);
    expect(await read("/api/oauth/x/start")).toMatch(/no keys for X yet/);

    const denied = await consentByApi(owner, "x", { decision: "cancel" });
    expect(await read(denied)).toMatch(/You said no on the X page/);
    expect(await read(denied)).toMatch(/used already/);

    const tampered = await consentByApi(owner, "x", { profile: 1 });
    const forge = (url: URL) => url.searchParams.set("state", "A".repeat(43));
    expect(await back("tampered", forge, tampered)).toMatch(/does not belong to a connection/);
    const drop = (url: URL) => url.searchParams.delete("state");
    expect(await back("no state", drop, tampered)).toMatch(/does not belong to a connection/);
    const spoil = (url: URL) => url.searchParams.set("code", "made-up");
    expect(await back("wrong code", spoil, tampered)).toMatch(/refused the final step/);
  });

  const callback = await consentByApi(owner, "x", { profile: 1 });
  const done = await owner.send("GET", callback);
  expect(done.headers().location).toContain("status=connected");
  await expectNothingChanged(async () => {
    expect(await read(callback)).toMatch(/used already/);
  });

  const late = await consentByApi(owner, "x", { profile: 2 });
  // This page's browser has no session of anybody.
  await page.goto(late);
  await expect(page.getByText("Your session has ended")).toBeVisible();
  expect(await listAccounts(owner)).toHaveLength(3);
});

test("results with a wrong signature are not counted", async () => {
  const raw = JSON.stringify({ items: [] });
  const sign = (secret: string) =>
    `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
  const workspace = { "x-bandwagon-workspace": "01900000-0000-7000-8000-000000000001" };
  const ingest = (headers: Record<string, string>) =>
    owner.refused("POST", "/api/analytics/ingest", { raw, headers });
  await expectNothingChanged(async () => {
    // The install's own secret signs for no workspace.
    for (const secret of ["another-secret-of-somebody", product.env.INGEST_SECRET ?? ""]) {
      const wrong = { ...workspace, "x-bandwagon-signature": sign(secret) };
      expect(await ingest(wrong)).toMatchObject({
        status: 401,
        detail: expect.stringContaining("signature does not match"),
      });
    }
    expect(await ingest({ "x-bandwagon-signature": sign("any") })).toMatchObject({
      status: 400,
      detail: expect.stringContaining("Name the workspace"),
    });
  });
});

/** Every write that the API has, read from its own route files. */
function listWrites(): { method: "POST" | "PATCH" | "PUT" | "DELETE"; path: string }[] {
  const files = readdirSync("app/api", { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => path.basename(file) === "route.ts")
    .flatMap((file) => {
      const source = readFileSync(path.join("app/api", file), "utf8");
      const address = `/api/${path.dirname(file).split(path.sep).join("/")}`;
      return (["POST", "PATCH", "PUT", "DELETE"] as const)
        .filter((method) => new RegExp(`export (const|async function) ${method}\\b`).test(source))
        .map((method) => ({ method, path: address }));
    });
}

/** Writes that need no right to write: a client's word by a link, one's own password and sessions, a preview. */
const openToAll = [
  "/api/invitations/accept",
  "/api/approve/[token]/verdicts",
  "/api/members/me",
  "/api/members/me/password",
  "/api/members/me/sign-out-everywhere",
  "/api/members/reset-password",
  "/api/schedules/preview",
  "/api/setup",
  "/api/test-clock",
  "/api/v1/conversions",
];

test("a viewer reads everything and writes nothing", async () => {
  const password = "another sentence to remember";
  const email = "viewer@example.com";
  const invited = await owner.ok<InvitationCreated>("POST", "/api/invitations", {
    email,
    role: "viewer",
  });
  const token = invited.link.split("/").at(-1);
  await owner.ok("POST", "/api/invitations/accept", { token, name: "Vera", password });
  const viewer = await signInByApi(product, { email, password });
  expect((await listCampaigns(viewer)).map(({ id }) => id)).toContain(campaign.id);
  const writes = listWrites().filter((write) => !openToAll.includes(write.path));
  expect(writes.length).toBeGreaterThan(25);
  await expectNothingChanged(async () => {
    for (const write of writes) {
      const address = write.path.replaceAll(/\[\w+\]/g, campaign.id);
      const problem = await viewer.refused(write.method, address, { body: {} });
      expect(problem, `${write.method} ${address}`).toMatchObject({
        status: 403,
        detail: expect.stringContaining("Your role does not allow this"),
      });
    }
    const started = await viewer.send("GET", "/api/oauth/x/start?world=sandbox");
    expect(started.headers().location).toContain("error=not_allowed");
  });
});

test("a second process on the same data is told so, or shares the database", async () => {
  const { DATABASE_URL, OAUTH_CRYPTO_KEY = "", NEXTAUTH_SECRET = "" } = product.env;
  const second = await createProduct({
    DATA_DIR: product.dataDir,
    OAUTH_CRYPTO_KEY,
    NEXTAUTH_SECRET,
    ...(DATABASE_URL ? { DATABASE_URL } : {}),
  });
  try {
    if (isPostgres) {
      await second.start();
      const api = await signInByApi(second);
      expect(await listAccounts(api)).toEqual(await listAccounts(owner));
      await api.ok("POST", "/api/campaigns", newCampaign("From the second process", ["x"]));
      expect((await listCampaigns(owner)).map(({ name }) => name)).toContain(
        "From the second process",
      );
    } else {
      await expect(second.start()).rejects.toThrow("The server ended while starting");
      expect(second.output()).toContain(`Another Bandwagon process is using ${product.dataDir}`);
      expect(second.output()).toContain("Stop it first");
    }
  } finally {
    await second.close();
  }
  expect((await listCampaigns(owner)).map(({ id }) => id)).toContain(campaign.id);
});
