import { expect, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import { startWordpress, type Wordpress } from "./servers/wordpress";
import { describeImage, makeNoise, sampleImage, sampleVideo } from "./support/files";
import { type Gate, openGate } from "./support/gate";
import { type Desk, openDesk } from "./support/publish";
import { callSite, findEntries, nameTerms } from "./support/read-wordpress";

test.describe.configure({ mode: "serial" });

let gate: Gate;
let site: Wordpress;
let desk: Desk;
let account: AccountView;
const closing: Array<() => Promise<void>> = [];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  gate = await openGate();
  closing.push(gate.close);
  site = await startWordpress(gate.url);
  closing.push(site.stop);
  gate.leadTo(site.url);
  desk = await openDesk();
  closing.push(desk.close);
});
test.afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const edith = () => ({ url: gate.url, username: "edith", password: site.users.edith.password });

test("a wrong password and too low a role are told apart, each at its field", async () => {
  const refused = (change: Record<string, string>) =>
    desk.api.refused("POST", "/api/accounts", {
      body: { platform: "wordpress", fields: { ...edith(), ...change } },
    });
  expect(await refused({ password: "none of hers at all" })).toMatchObject({
    errors: [{ path: "fields.password" }],
  });
  const { password } = site.users.connie;
  expect(await refused({ username: "connie", password })).toMatchObject({
    errors: [{ path: "fields.username" }],
  });
});

test("connects an editor, who then is the author of what is published", async () => {
  account = await desk.connect("wordpress", edith());
  expect(account).toMatchObject({ displayName: "Field Notes", status: "active" });
  const post = await desk.publish(account, { title: "By Edith", text: "Good morning." });
  expect(post).toMatchObject({ status: "published", visibility: "live" });
  const [entry] = await findEntries(site, "posts", "By Edith");
  expect(entry).toMatchObject({ author: site.users.edith.id, status: "publish" });
  expect(post.permalink).toBe(entry?.link);
});

test("publishes a post with images, a video, categories, tags, excerpt and address", async () => {
  const title = "A full post";
  const files = [
    { name: "first.png", bytes: sampleImage(), altText: "A sack of beans" },
    { name: "second.png", bytes: await makeNoise(40, 40), altText: 'Noise, "loud"' },
    { name: "film.mp4", bytes: sampleVideo() },
  ];
  const post = await desk.publish(account, {
    title,
    text: "Beans & <more>.\nSee https://example.com/a?b=1&c=2.\n\n[gallery]",
    options: {
      status: "publish",
      categories: "News\nR & D",
      tags: "Spring\nBeans & more",
      excerpt: "Short.",
      slug: "the-full-post",
    },
    files,
  });
  expect(post).toMatchObject({ status: "published", visibility: "live" });
  const [entry, ...others] = await findEntries(site, "posts", title);
  expect(others).toEqual([]);
  expect(post.permalink).toBe(`${gate.url}/the-full-post/`);
  expect(entry).toMatchObject({ slug: "the-full-post", excerpt: { raw: "Short." } });
  expect(await nameTerms(site, "categories", entry?.categories)).toEqual(["News", "R &amp; D"]);
  expect(await nameTerms(site, "tags", entry?.tags)).toEqual(["Beans &amp; more", "Spring"]);

  const featured = await callSite<{ alt_text: string; source_url: string }>(
    site,
    "GET",
    `/media/${entry?.featured_media}`,
  );
  expect(featured.alt_text).toBe("A sack of beans");
  const shown = entry?.content?.rendered ?? "";
  expect(shown).toContain("Beans &amp; &lt;more&gt;.");
  expect(shown).toContain('<a href="https://example.com/a?b=1&amp;c=2">');
  expect(shown).toContain("&#91;gallery&#93;");
  expect(shown).toContain('alt="Noise, &quot;loud&quot;"');
  const film = /<video[^>]* src="([^"]+)"/.exec(shown)?.[1] ?? "";
  const bytes = Buffer.from(await (await fetch(film)).arrayBuffer());
  expect(bytes.equals(sampleVideo())).toBe(true);
  const visitor = await fetch(`${site.url}/wp-json/wp/v2/posts?slug=the-full-post`);
  expect(await visitor.json()).toMatchObject([{ id: entry?.id }]);
});

test("publishes a page, a file alone, a draft and what the site is to schedule", async () => {
  const page = await desk.publish(account, { title: "About us", text: "Us.", format: "page" });
  expect(page).toMatchObject({ status: "published", visibility: "live" });
  expect(await findEntries(site, "pages", "About us")).toMatchObject([
    { status: "publish", link: page.permalink },
  ]);

  const file = await desk.publish(account, {
    title: "A sack",
    text: "Ten kilos.",
    format: "media",
    files: [{ name: "sack.png", bytes: sampleImage(), altText: "A sack" }],
  });
  expect(file).toMatchObject({ status: "published", visibility: "live" });
  expect(await findEntries(site, "media", "A sack")).toMatchObject([
    { alt_text: "A sack", caption: { raw: "Ten kilos." }, source_url: file.permalink },
  ]);
  const bytes = Buffer.from(await (await fetch(file.permalink ?? "")).arrayBuffer());
  expect(await describeImage(bytes)).toEqual(await describeImage(sampleImage()));

  const draft = await desk.publish(account, {
    title: "Not yet",
    text: "Somebody looks first.",
    options: { status: "draft" },
  });
  expect(draft).toMatchObject({ status: "published", visibility: "draft" });
  expect(await findEntries(site, "posts", "Not yet")).toMatchObject([{ status: "draft" }]);

  const date = "2031-05-01T10:00:00.000+02:00";
  const scheduled = await desk.publish(account, {
    title: "In a while",
    text: "Later.",
    options: { status: "future", date },
  });
  expect(scheduled).toMatchObject({ status: "published", visibility: "scheduled" });
  expect(await findEntries(site, "posts", "In a while")).toMatchObject([
    { status: "future", date_gmt: "2031-05-01T08:00:00" },
  ]);
});

test("a file that is too large for the site fails the post and leaves nothing public", async () => {
  const title = "Too heavy";
  const bytes = await makeNoise(1300, 1300);
  const post = await desk.publish(account, {
    title,
    text: "A large image.",
    files: [{ name: "heavy.png", bytes, altText: "Noise" }],
  });
  expect(post).toMatchObject({ status: "failed", problemCode: "rest_upload_unknown_error" });
  expect(post.problem).toContain("did not take the file");
  expect(await findEntries(site, "posts", title)).toEqual([]);
  expect(await findEntries(site, "media", "heavy")).toEqual([]);
});

test("a role taken away blocks the account, and its post goes out once when it is given back", async () => {
  const title = "Held back";
  const user = `/users/${site.users.edith.id}`;
  await callSite(site, "POST", user, { roles: ["contributor"] });
  const held = await desk.publish(account, { title, text: "Not allowed for now." });
  expect(held).toMatchObject({ status: "blocked", accountStatus: "action_required" });
  expect(held.problem).toContain("role");
  expect((await findEntries(site, "posts", title)).map(({ status }) => status)).toEqual(["draft"]);

  await callSite(site, "POST", user, { roles: ["editor"] });
  await desk.connect("wordpress", edith(), account.id);
  expect(await desk.settle(held)).toMatchObject({ status: "published", visibility: "live" });
  expect((await findEntries(site, "posts", title)).map(({ status }) => status)).toEqual([
    "publish",
  ]);
});

test("a password taken back blocks the account until a new one is entered", async () => {
  const title = "With a new password";
  const passwords = `/users/${site.users.edith.id}/application-passwords`;
  await callSite(site, "DELETE", passwords);
  const held = await desk.publish(account, { title, text: "Whose word is it?" });
  expect(held).toMatchObject({ status: "blocked", accountStatus: "action_required" });
  expect(await findEntries(site, "posts", title)).toEqual([]);

  const made = await callSite<{ password: string }>(site, "POST", passwords, { name: "again" });
  site.users.edith.password = made.password;
  await desk.connect("wordpress", edith(), account.id);
  expect(await desk.settle(held)).toMatchObject({ status: "published" });
  expect((await findEntries(site, "posts", title)).map(({ status }) => status)).toEqual([
    "publish",
  ]);
});

const isCreate = (path: string) => path === "/wp-json/wp/v2/posts";
const isRelease = (path: string) => /^\/wp-json\/wp\/v2\/posts\/\d+$/.test(path);
const isUpload = (path: string) => path === "/wp-json/wp/v2/media";

for (const [call, matches] of [
  ["the draft", isCreate],
  ["the release", isRelease],
  ["a file", isUpload],
] as const) {
  for (const moment of ["sent", "answered"] as const) {
    test(`kill -9 once ${call} was ${moment}: there once, and once only`, async () => {
      const title = `Killed when ${call} was ${moment}`;
      const held = gate.hold(({ method, path }) => method === "POST" && matches(path));
      const files = [{ name: "kill.png", bytes: await makeNoise(30, 30), altText: title }];
      const post = await desk.order(account, { title, text: "Once.", files });
      await held[moment];
      await desk.kill();
      await held.answered;
      await desk.restart();
      expect(await desk.settle(post)).toMatchObject({ status: "published", visibility: "live" });
      const entries = await findEntries(site, "posts", title);
      expect(entries.map(({ status }) => status)).toEqual(["publish"]);
      const library = await callSite<Array<{ alt_text: string; id: number }>>(
        site,
        "GET",
        "/media?per_page=100",
      );
      const own = library.filter(({ alt_text }) => alt_text === title);
      expect(own.map(({ id }) => id)).toEqual([entries[0]?.featured_media]);
    });
  }
}

test("comments made on the site come back", async () => {
  const title = "Say something";
  const post = await desk.publish(account, { title, text: "What do you think?" });
  const [entry] = await findEntries(site, "posts", title);
  for (const content of ["Fine.", "Very fine."]) {
    await callSite(site, "POST", "/comments", { post: entry?.id, content });
  }
  await expect
    .poll(
      async () => {
        await desk.product.advance(30 * 60_000);
        await desk.api.ok("POST", "/api/scheduler/tick", {});
        const summary = await desk.api.ok<{ totals: { counts: { comments: number | null } } }>(
          "GET",
          `/api/analytics/summary?campaignId=${post.campaignId}`,
        );
        return summary.totals.counts.comments;
      },
      { timeout: 60_000, intervals: [500] },
    )
    .toBe(2);
});
