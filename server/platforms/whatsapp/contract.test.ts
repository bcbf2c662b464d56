import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { type Draft, type DraftMedia, PREPARED_REFUSED, type Receipt } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { whatsappAdapter } from "./adapter";

const template = (name: string, variables: string, language = "en_US") => ({
  template: name,
  language,
  variables,
});

function toDraft(number: number, change: Partial<Draft>): Draft {
  return {
    postId: `message-${number}`,
    format: "template",
    title: null,
    text: `Roast & rest no. ${number}\n\nSee you 🌱`,
    media: [],
    recipient: `+4520${String(number).padStart(6, "0")}`,
    options: template("news", "{{text}}"),
    ...change,
  };
}

const toImage = (seed: number): DraftMedia =>
  toDraftMedia({
    kind: "image",
    mimeType: "image/jpeg",
    bytes: sampleBytes.jpeg(3_000, seed),
  });

const untraceable = {
  error_after_accept: "unknown",
  refused_after_accept: "unknown",
  timeout_posted: "unknown",
  timeout_not_posted: "unknown",
  server_error: "unknown",
  malformed_answer: "unknown",
  answer_without_id: "unknown",
  death: "unknown",
} as const;

function start(): Promise<SandboxHarness> {
  return startSandboxHarness(whatsappAdapter, {
    createSandbox,
    // Meta tells a wait in whole minutes.
    hintMs: 60_000,
    hasPermalinks: false,
    // Without the id that was lost nobody can ask: a webhook tells, or a person decides.
    expects: untraceable,
    // Nothing renews a number's access, so that here a single look is refused, or all of them.
    faults: {
      refused_after_accept: { kind: "permission_missing", scope: "read" },
      revoked_after_accept: { kind: "permission_missing", scope: "read", times: null },
    },
    notApplicable: {
      token_expired: "A number's access is the person's own, which nothing renews.",
      duplicate: "WhatsApp sends the same message again; it has no code for it.",
      removal: "A message that was sent can't be taken back by API.",
      engagement: "Counts come by signed webhooks alone; nothing is pulled.",
      webhook_stale: "Meta's signature carries no time; a repeat is known by its ids.",
    },
    draft: (kind, number) => {
      if (kind === "plain") return toDraft(number, {});
      if (kind === "slow") {
        return toDraft(number, { options: template("new_arrivals", "Beans") });
      }
      const options = template("lookbook", "{{text}}");
      return toDraft(number, { options, media: [toImage(number)] });
    },
    signedEvent: ({ served, now }) => {
      const secret = served.sandbox.app("whatsapp").webhookSecret;
      const metadata = { display_phone_number: "1555", phone_number_id: "104" };
      const statuses = [
        { id: "wamid.X", status: "delivered", timestamp: "1", recipient_id: "4520000001" },
      ];
      const changes = [{ field: "messages", value: { metadata, statuses } }];
      const entry = [{ id: "102", changes }];
      const text = JSON.stringify({ object: "whatsapp_business_account", entry });
      const mac = createHmac("sha256", secret).update(text).digest("hex");
      const headers = { "x-hub-signature-256": `sha256=${mac}` };
      return { body: new TextEncoder().encode(text), headers, secret, now };
    },
  });
}

describeAdapter(whatsappAdapter, start);

async function withHarness(work: (harness: SandboxHarness) => Promise<void>): Promise<void> {
  const harness = await start();
  try {
    await work(harness);
  } finally {
    await harness.close();
  }
}

const send = (harness: SandboxHarness, draft: Draft) =>
  new Publisher(whatsappAdapter, harness, draft).publish();

it("writes to nobody when no recipient is named", () =>
  withHarness(async (harness) => {
    const { recipient: _, ...draft } = toDraft(1, {});
    expect(await send(harness, draft)).toMatchObject({ kind: "rejected", code: "no_recipient" });
  }));

it.each([
  ["an unknown template", template("nothing", "a"), "132001"],
  ["another language", template("news", "a", "da"), "132001"],
  ["a template that waits for approval", template("spring_sale", "a"), "132001"],
  ["a refused template", template("last_call", "a"), "132001"],
  ["a paused template", template("old_news", "a"), "132015"],
  ["a disabled template", template("too_much", "a"), "132016"],
  ["too few variables", template("weekly_offer", "a"), "132000"],
  ["a header without its file", template("lookbook", "a"), "132012"],
])("is refused for %s", (_name, options, code) =>
  withHarness(async (harness) => {
    const outcome = await send(harness, toDraft(1, { options }));
    expect(outcome).toMatchObject({ kind: "rejected", code });
    expect(harness.countPublished()).toBe(0);
  }),
);

it("waits before it writes to the same person again", () =>
  withHarness(async (harness) => {
    const recipient = "+4520999999";
    expect((await send(harness, toDraft(1, { recipient }))).kind).toBe("published");
    const second = new Publisher(whatsappAdapter, harness, toDraft(2, { recipient }));
    const first = await second.publish();
    expect(first).toMatchObject({ kind: "retry_later", code: "pair_limit", retryAfterMs: 4_000 });
    expect((await second.finish(first)).kind).toBe("published");
    expect(harness.countPublished()).toBe(2);
  }));

it("knows after a crash what became of a message that has an id", () =>
  withHarness(async (harness) => {
    // The second receipt holds the id.
    const dying = new Publisher(whatsappAdapter, harness, toDraft(1, {}), 2);
    expect((await dying.run()).kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
  }));

it("uploads a file once for all messages of a post, and anew when it is gone", () =>
  withHarness(async (harness) => {
    const draft = toDraft(1, { options: template("lookbook", "{{text}}"), media: [toImage(7)] });
    const { session } = harness;
    const prepare = async (kept: Receipt | null) => {
      const answer = await whatsappAdapter.prepare?.(session, draft, kept);
      if (!answer?.ok) throw new Error("not prepared");
      return answer.prepared;
    };
    const prepared = await prepare(null);
    expect(await prepare(prepared)).toBe(prepared);
    const sendTo = (recipient: string, shared: Receipt) =>
      send(harness, { ...draft, recipient, prepared: shared });
    expect((await sendTo("+4520000001", prepared)).kind).toBe("published");
    expect((await sendTo("+4520000002", prepared)).kind).toBe("published");
    // A wrong number is no reason to doubt the file.
    expect(await sendTo("+12", prepared)).toMatchObject({ kind: "rejected", code: "131009" });
    harness.advance(31 * 86_400_000);
    expect(await sendTo("+4520000003", prepared)).toMatchObject({
      kind: "retry_later",
      code: PREPARED_REFUSED,
      retryAfterMs: 0,
    });
    const fresh = await prepare(prepared);
    expect(fresh).not.toEqual(prepared);
    expect((await sendTo("+4520000003", fresh)).kind).toBe("published");
    expect(harness.countPublished()).toBe(3);
  }));

it("names the variables of a template that has names for them", () =>
  withHarness(async (harness) => {
    const templateBody = "Good to see you, {{first_name}}! {{offer}}";
    const options = { ...template("welcome_back", "Ines\n{{text}}"), templateBody };
    expect((await send(harness, toDraft(1, { options }))).kind).toBe("published");
    const unnamed = template("welcome_back", "Ines\n{{text}}");
    expect(await send(harness, toDraft(2, { options: unnamed }))).toMatchObject({ code: "132012" });
  }));

it("finds out that a number is wrong", () =>
  withHarness(async (harness) => {
    const outcome = await send(harness, toDraft(1, { recipient: "+12" }));
    expect(outcome).toMatchObject({ kind: "rejected", code: "131009" });
  }));

it("lists templates with their approval", () =>
  withHarness(async (harness) => {
    const { extra = {} } = harness.connected.identity;
    const listed = (await whatsappAdapter.listTemplates?.(harness.session, extra)) ?? [];
    expect(listed.find(({ name }) => name === "lookbook")).toEqual({
      name: "lookbook",
      language: "en_US",
      status: "approved",
      category: "marketing",
      body: "New this week: {{1}}",
      variables: 1,
      headerMedia: "image",
    });
    expect(listed.map(({ status }) => status)).toContain("rejected");
  }));
