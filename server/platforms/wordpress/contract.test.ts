import { describe, expect, it } from "vitest";
import type { CallContext, CredentialsResult, Draft } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import {
  type ContractFault,
  type ContractHarness,
  type DraftKind,
  Publisher,
} from "../fixtures/publisher";
import { createEgress } from "../http";
import { wordpressAdapter } from "./adapter";
import { type ImitatedSite, type Operation, type Strike, startSite } from "./fixtures/site";
import type { Role, SiteState } from "./fixtures/site-state";

const wp = wordpressAdapter;

const page = { "content-type": "text/html" };
const json = { "content-type": "application/json" };
const tooMany = "<h1>Too many requests</h1>";

/** Before it is taken the first call is struck; what was taken is public only after the second. */
const STRIKES: Partial<Record<ContractFault, Strike>> = {
  rate_limit: {
    on: "create",
    isAccepted: false,
    answer: { status: 429, headers: { "retry-after": "30" }, body: tooMany },
  },
  rate_limit_without_hint: {
    on: "create",
    isAccepted: false,
    answer: { status: 429, headers: page, body: tooMany },
  },
  policy_refusal: {
    on: "create",
    isAccepted: false,
    answer: { status: 403, headers: page, body: "<h1>Request blocked</h1>" },
  },
  server_error: {
    on: "create",
    isAccepted: false,
    answer: { status: 503, headers: page, body: "Briefly unavailable for maintenance." },
  },
  error_after_accept: { on: "release", isAccepted: true, answer: { status: 502 } },
  lost_answer: { on: "release", isAccepted: true, answer: null },
  lost_request: { on: "create", isAccepted: false, answer: null },
  malformed_answer: {
    on: "release",
    isAccepted: true,
    answer: { status: 200, headers: page, body: "<!doctype html><p>Welcome" },
  },
  answer_without_id: {
    on: "release",
    isAccepted: true,
    answer: { status: 200, headers: json, body: '{"status":"publish"}' },
  },
};

type Harness = ContractHarness & { site: ImitatedSite; context: CallContext };

function connect(
  context: CallContext,
  input: Readonly<Record<string, string>>,
): Promise<CredentialsResult> {
  if (wp.connect.kind !== "credentials") throw new Error("A site is connected by credentials");
  return wp.connect.test(context, input);
}

function toInput({ state }: ImitatedSite, role: Role = "editor"): Record<string, string> {
  const user = state.users.find((each) => each.role === role);
  return { url: state.url, username: user?.login ?? "", password: user?.password ?? "" };
}

const noWebhooks = "WordPress sends no webhooks.";

async function start(options: Partial<SiteState> = {}, role: Role = "editor"): Promise<Harness> {
  let now = Date.parse("2026-03-01T12:00:00Z");
  let drafts = 0;
  const clock = () => new Date(now);
  const site = await startSite({ now: clock, ...options });
  const http = createEgress({ allow: ["127.0.0.1"], trustedOrigins: [] });
  const context: CallContext = { endpoints: wp.endpoints(null), http, now: clock };
  const connected = await connect(context, toInput(site, role));
  if (!connected.ok) throw new Error(connected.message);
  const { identity, credentials } = connected;
  const { externalId: externalAccountId, handle } = identity;
  const session = { ...context, accessToken: "", externalAccountId, handle, credentials };
  return {
    site,
    context,
    session,
    draft: (kind) => toDraft(kind, ++drafts),
    async fault(fault) {
      const strike = STRIKES[fault];
      if (strike) site.strike(strike);
      else if (fault.endsWith("_after_accept")) endAccess(site);
      else strikeUser(site, fault);
    },
    countPublished: () =>
      [...site.state.entries.values()].filter(({ status }) => status === "publish").length,
    advance: (ms) => {
      now += ms;
    },
    // Only a person can: here one has let the app in again.
    refresh: async () => {
      site.state.takesPasswords = true;
      return null;
    },
    notApplicable: {
      pending: "WordPress has published by the time it answers.",
      token_expired: "Application passwords do not expire.",
      duplicate: "WordPress takes the same text as often as it is sent.",
      webhook_signed: noWebhooks,
      webhook_tampered: noWebhooks,
      webhook_stale: noWebhooks,
    },
    async close() {
      await http.close();
      await site.close();
      expect(site.violations).toEqual([]);
    },
  };
}

function endAccess(site: ImitatedSite): void {
  site.afterRelease = () => {
    site.state.takesPasswords = false;
  };
}

function strikeUser({ state }: ImitatedSite, fault: ContractFault): void {
  for (const user of state.users) {
    if (fault === "grant_revoked") user.password = "another";
    if (fault === "permission_missing") user.role = "contributor";
  }
  if (fault === "media_refused") state.uploadLimit = 10;
}

function toDraft(kind: DraftKind, place: number): Draft {
  const image = (seed: number) =>
    toDraftMedia({
      kind: "image",
      mimeType: "image/png",
      bytes: sampleBytes.png(2_000, seed),
      altText: 'Two "sacks"',
    });
  return {
    postId: `0190-${place}`,
    format: "post",
    title: `Notes ${place}`,
    text: "First <b>bold</b>.\n\nSecond & last: https://example.com/a?b=1&c=2.",
    media: kind === "media" ? [image(1), image(2)] : [],
    options: { status: "publish" },
  };
}

describeAdapter(wp, () => start());

async function withHarness(
  work: (harness: Harness) => Promise<void>,
  options: Partial<SiteState> = {},
  role: Role = "editor",
) {
  const harness = await start(options, role);
  try {
    await work(harness);
  } finally {
    await harness.close();
  }
}

function publish(harness: Harness, change: Partial<Draft> = {}, kind: DraftKind = "plain") {
  return new Publisher(wp, harness, { ...harness.draft(kind), ...change }).run();
}

const entriesOf = ({ site }: Harness) => [...site.state.entries.values()];

const STRUCK: Array<[string, Omit<Strike, "on">]> = [
  ["5xx, nothing taken", { isAccepted: false, answer: { status: 500 } }],
  ["5xx, taken", { isAccepted: true, answer: { status: 500 } }],
  ["a lost call", { isAccepted: false, answer: null }],
  ["a lost answer", { isAccepted: true, answer: null }],
  ["a page instead of an answer", { isAccepted: true, answer: { status: 200, body: "<p>Hi" } }],
  ["an answer without an id", { isAccepted: true, answer: { status: 200, body: "{}" } }],
  ["a rate limit", { isAccepted: false, answer: { status: 429 } }],
];
const FORMATS: Array<[string, Operation]> = [
  ["post", "create"],
  ["post", "release"],
  ["post", "upload"],
  ["page", "create"],
  ["page", "release"],
  ["media", "upload"],
];

describe.each(STRUCK)("after %s", (_name, strike) => {
  it.each(FORMATS)("a %s struck at its %s is there once, with each file once", (format, on) =>
    withHarness(async (harness) => {
      harness.site.strike({ on, ...strike });
      const media = harness.draft("media").media.slice(0, format === "media" ? 1 : 2);
      const outcome = await publish(harness, { format, media });
      expect(outcome).toMatchObject({ kind: "published", visibility: "live" });
      const entries = entriesOf(harness);
      expect(entries.filter(({ type }) => type === "media")).toHaveLength(media.length);
      expect(entries.filter(({ type }) => type !== "media")).toHaveLength(
        format === "media" ? 0 : 1,
      );
    }),
  );
});

it("fills a post with everything that was chosen, by names the site may not know yet", () =>
  withHarness(async (harness) => {
    harness.site.state.terms.push({ id: 5, taxonomy: "tags", name: "R &amp; D" });
    const options = {
      status: "publish",
      categories: "News\nuncategorized",
      tags: "r & d\nSpring\nspring",
      slug: "spring-notes",
      excerpt: "Short & <sweet>",
    };
    const outcome = await publish(harness, { title: "A [b] & <c>", options }, "media");
    const { url } = harness.site.state;
    expect(outcome).toMatchObject({ permalink: `${url}/spring-notes/`, visibility: "live" });
    const [first, second, post] = entriesOf(harness);
    const named = (ids: number[] = []) =>
      ids.map((id) => harness.site.state.terms.find((term) => term.id === id)?.name);
    expect(post).toMatchObject({
      slug: "spring-notes",
      title: "A &#91;b&#93; &amp; &lt;c&gt;",
      excerpt: "Short &amp; &lt;sweet&gt;",
      featuredMedia: first?.id,
    });
    expect(named(post?.categories)).toEqual(["News", "Uncategorized"]);
    expect(named(post?.tags)).toEqual(["R &amp; D", "spring"]);
    expect(post?.content).toBe(
      [
        "<p>First &lt;b&gt;bold&lt;/b&gt;.</p>",
        '<p>Second &amp; last: <a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.</p>',
        `<figure class="wp-block-image"><img src="${url}/wp-content/uploads/${second?.file?.name}" alt="Two &quot;sacks&quot;" class="wp-image-${second?.id}"></figure>`,
      ].join("\n"),
    );
    expect(first?.file?.altText).toBe('Two "sacks"');
  }));

it.each([
  [{ status: "draft" }, "draft", "draft"],
  [{ status: "future", date: "2026-03-02T09:00:00+01:00" }, "scheduled", "future"],
  [{ status: "future", date: "2026-02-01T09:00:00Z" }, "live", "publish"],
])("takes %j for %s", (options, visibility, status) =>
  withHarness(async (harness) => {
    expect(await publish(harness, { options })).toMatchObject({ kind: "published", visibility });
    expect(entriesOf(harness)).toMatchObject([{ status }]);
    if (visibility === "scheduled") {
      expect(entriesOf(harness)[0]?.dateGmt).toBe("2026-03-02T08:00:00");
    }
  }),
);

it("tells when the site has brought out what it was to publish later", () =>
  withHarness(async (harness) => {
    const options = { status: "future", date: "2026-03-02T09:00:00+01:00" };
    const outcome = await publish(harness, { options });
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const { externalId } = outcome;
    const ask = async () => (await wp.lookUp?.(harness.session, [externalId]))?.get(externalId);
    const liveAt = new Date("2026-03-02T08:00:00Z");
    expect(await ask()).toMatchObject({ visibility: "scheduled", liveAt });
    const [entry] = entriesOf(harness);
    if (entry) entry.status = "publish";
    const permalink = expect.stringMatching(/\/notes-[^/]*\/$|\/[a-z0-9-]+\/$/);
    expect(await ask()).toEqual({ visibility: "live", liveAt, permalink });
  }));

it("leaves no trace of its own name in a post's address", () =>
  withHarness(async (harness) => {
    await publish(harness, { title: "Same title" });
    await publish(harness, { title: "Same title" });
    expect(entriesOf(harness).map(({ slug }) => slug)).toEqual(["same-title", "same-title-2"]);
  }));

it("publishes a file alone, with its words", () =>
  withHarness(async (harness) => {
    const [file] = harness.draft("media").media;
    const media = file ? [{ ...file, fileName: "Ölsäcke 1.png" }] : [];
    const outcome = await publish(harness, {
      format: "media",
      media,
      title: "Sacks",
      text: "Ten.",
    });
    expect(outcome).toMatchObject({ permalink: expect.stringMatching(/-Olsacke-1\.png$/) });
    expect(entriesOf(harness)).toMatchObject([{ title: "Sacks", file: { caption: "Ten." } }]);
  }));

it("asks for a date where the site is to schedule", () =>
  withHarness(async (harness) => {
    const draft = { ...harness.draft("plain"), options: { status: "future" } };
    expect(wp.check(draft)).toMatchObject([{ code: "date_required", field: "options.date" }]);
  }));

it("refuses a page to an author without blocking the account", () =>
  withHarness(
    async (harness) => {
      expect(await publish(harness, { format: "page" })).toMatchObject({
        kind: "rejected",
        code: "rest_cannot_create",
        message: expect.stringContaining("pages"),
      });
      expect(await publish(harness)).toMatchObject({ kind: "published" });
    },
    {},
    "author",
  ));

it("says which category an author may not add", () =>
  withHarness(
    async (harness) => {
      const options = { status: "publish", categories: "Brand new" };
      expect(await publish(harness, { options })).toMatchObject({
        kind: "rejected",
        field: "options.categories",
        message: expect.stringContaining("“Brand new”"),
      });
      expect(harness.countPublished()).toBe(0);
    },
    {},
    "author",
  ));

it("stops before publishing when the site lost the featured image", () =>
  withHarness(async (harness) => {
    const { site } = harness;
    const { media } = harness.draft("media");
    const publisher = new Publisher(wp, harness, { ...harness.draft("plain"), media });
    site.strike({ on: "create", isAccepted: false, answer: { status: 429 } });
    await publisher.publish();
    // The library finds the file under its slug, but the post is told of it as something else.
    for (const entry of site.state.entries.values()) entry.type = "media";
    const [first] = entriesOf(harness);
    if (first) site.state.entries.set(first.id, { ...first, id: first.id + 500 });
    expect(await publisher.publish()).toMatchObject({ kind: "rejected", code: "dropped_by_site" });
    expect(harness.countPublished()).toBe(0);
  }));

it("finds nothing out from an answer meant for visitors", () =>
  withHarness(async (harness) => {
    harness.site.strike({ on: "create", isAccepted: true, answer: null });
    const publisher = new Publisher(wp, harness, harness.draft("plain"));
    expect((await publisher.publish()).kind).toBe("unknown");
    const [user] = harness.site.state.users;
    const password = user?.password ?? "";
    if (user) user.password = "another";
    expect(await publisher.resume()).toMatchObject({
      ...{ kind: "pending", lookRefused: { code: "unauthorized" } },
    });
    if (user) user.password = password;
    expect((await publisher.finish(await publisher.resume())).kind).toBe("published");
    expect(entriesOf(harness)).toHaveLength(1);
  }));

it("reads answers with a plugin's notices around them", () =>
  withHarness(async (harness) => {
    harness.site.noise.before =
      "<br />\n<b>Notice</b>: Undefined index [0] {x} in a.php on line 3\n";
    harness.site.noise.after = "\n<!-- cached -->";
    const outcome = await publish(harness, {}, "media");
    expect(outcome.kind).toBe("published");
    if (outcome.kind !== "published") return;
    const counts = await wp.engagement(harness.session, [outcome.externalId]);
    expect(counts.get(outcome.externalId)?.comments).toBe(0);
  }));

it("counts comments of posts, pages and files, and misses what is gone", () =>
  withHarness(async (harness) => {
    const ids: string[] = [];
    for (const format of ["post", "page", "media"]) {
      const media = format === "media" ? harness.draft("media").media.slice(0, 1) : [];
      const outcome = await publish(harness, { format, media });
      if (outcome.kind === "published") ids.push(outcome.externalId);
    }
    const read = async () => {
      const counts = await wp.engagement(harness.session, [...ids, "999"]);
      return [...ids, "999"].map((id) => counts.get(id)?.comments);
    };
    const comment = (place: number, count: number) =>
      harness.site.state.comments.set(Number(ids[place]), count);
    comment(0, 3);
    comment(1, 90);
    expect(await read()).toEqual([3, 90, 0, undefined]);
    comment(0, 130);
    expect(await read()).toEqual([130, 90, 0, undefined]);
    for (const id of ids) {
      expect(await wp.remove?.(harness.session, id)).toEqual({ kind: "removed" });
      expect(await wp.remove?.(harness.session, id)).toEqual({ kind: "already_gone" });
    }
    expect(await read()).toEqual([undefined, undefined, undefined, undefined]);
  }));

it.each<[Operation, Strike["answer"], string, string]>([
  ["upload", { status: 413, body: "<h1>Too large</h1>" }, "rejected", "too_large"],
  [
    "upload",
    { status: 400, body: '{"code":"rest_upload_no_content_disposition","message":"No"}' },
    "rejected",
    "rest_upload_no_content_disposition",
  ],
  ["create", { status: 404, body: "<h1>Not found</h1>" }, "reconnect", "api_not_found"],
  ["create", { status: 404, body: '{"code":"rest_no_route"}' }, "reconnect", "api_not_found"],
  ["create", { status: 401, body: '{"code":"incorrect_password"}' }, "reconnect", "unauthorized"],
  [
    "create",
    { status: 400, body: '{"code":"rest_invalid_param"}' },
    "rejected",
    "rest_invalid_param",
  ],
  ["create", { status: 301, headers: { location: "https://e.example/" } }, "reconnect", "redirect"],
  [
    "release",
    { status: 403, body: '{"code":"rest_cannot_edit"}' },
    "reconnect",
    "rest_cannot_edit",
  ],
])("takes a %s answered %j for %s, %s", (on, answer, kind, code) =>
  withHarness(async (harness) => {
    harness.site.strike({ on, isAccepted: false, answer });
    const outcome = await new Publisher(wp, harness, harness.draft("media")).publish();
    expect(outcome).toMatchObject({ kind, code });
    if ("message" in outcome) expect(outcome.message).toMatch(/\S.*[.)]$/);
    expect(harness.countPublished()).toBe(0);
  }),
);

it("goes on at a site with plain links", () =>
  withHarness(
    async (harness) => {
      expect(harness.session.credentials?.root).toContain("?rest_route=");
      expect(await publish(harness, {}, "media")).toMatchObject({ kind: "published" });
    },
    { hasPrettyLinks: false },
  ));

it.each([
  ["the terms can't be read", "term", { status: 503 }],
  ["the terms can't be reached", "term", null],
  ["the next release is refused", "release", { status: 429 }],
] as const)(
  "makes no second post of a release that is still under way when %s",
  (...[, on, answer]) =>
    withHarness(async (harness) => {
      const { site } = harness;
      site.strike({ on: "release", isAccepted: false, answer: null });
      const draft = { ...harness.draft("media"), options: { status: "publish", tags: "news" } };
      const slow = new Publisher(wp, harness, draft);
      expect((await slow.publish()).kind).toBe("unknown");
      const [first] = entriesOf(harness).filter(({ type }) => type !== "media");
      expect((await slow.resume()).kind, "the site has its minute").toBe("pending");
      harness.advance(61_000);
      // A file that is gone is brought there again, and a name is looked up.
      for (const { id, type } of entriesOf(harness))
        if (type === "media") site.state.entries.delete(id);
      site.state.terms = site.state.terms.filter(({ name }) => name !== "news");
      site.strike({ on, isAccepted: false, answer });
      const doubtful = await slow.resume();
      expect(["pending", "unknown"]).toContain(doubtful.kind);
      expect(slow.receipt).toMatchObject({ stage: "releasing", id: first?.id });
      // Only now is the site done with what it was asked first.
      if (first) site.state.entries.set(first.id, { ...first, status: "publish", slug: "notes" });
      expect((await slow.finish(doubtful)).kind).toBe("published");
      expect(harness.countPublished()).toBe(1);
    }),
);
