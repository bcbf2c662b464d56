import { readFileSync } from "node:fs";
import { jsonToLex, lexicons } from "@atproto/api";
import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft, Session } from "../adapter";
import { Publisher } from "../fixtures/publisher";
import type { EgressClient, EgressRequest } from "../http";
import { blueskyAdapter } from "./adapter";
import { startHarness, toImage } from "./fixtures/start-harness";

type Lexicons = typeof lexicons;
interface LexiconFile {
  lexicons: { id: string; defs: { main?: { type: string } } }[];
}

const file = JSON.parse(
  readFileSync(new URL("fixtures/lexicons.json", import.meta.url), "utf8"),
) as LexiconFile;
// The published validator, over the copied schemas instead of those it brings along.
const Validator = lexicons.constructor as unknown as new (
  docs: LexiconFile["lexicons"],
) => Lexicons;
const published = new Validator(file.lexicons);

/** Throws for a call that the schema does not know, or knows otherwise. */
function assertPublished(url: URL, init: EgressRequest): string {
  const name = url.pathname.split("/xrpc/")[1] ?? "";
  const main = file.lexicons.find(({ id }) => id === name)?.defs.main;
  if (!main) throw new Error(`No such call: ${name}`);
  expect(init.method ?? "GET").toBe(main.type === "query" ? "GET" : "POST");
  const params = [...new Set(url.searchParams.keys())].map((key) => {
    const values = url.searchParams.getAll(key);
    return [key, key === "uris" ? values : values[0]];
  });
  published.assertValidXrpcParams(name, Object.fromEntries(params));
  if (typeof init.body === "string") {
    const body = jsonToLex(JSON.parse(init.body)) as { record?: unknown };
    published.assertValidXrpcInput(name, body);
    if (body.record) published.assertValidRecord("app.bsky.feed.post", body.record);
  }
  return name;
}

function watch(http: EgressClient, isServer: (url: URL) => boolean, seen: Set<string>) {
  const request: EgressClient["request"] = (target, init) => {
    const url = new URL(target);
    if (isServer(url)) seen.add(assertPublished(url, init));
    return http.request(target, init);
  };
  return { ...http, request };
}

it("sends what the published schemas allow, in every call that it makes", async () => {
  const harness = await startHarness(createSandbox);
  try {
    const seen = new Set<string>();
    const { baseUrl } = harness.served;
    const http = watch(harness.session.http, (url) => url.href.startsWith(baseUrl), seen);
    const session: Session = { ...harness.session, http };
    const post = async (changes: Partial<Draft>) => {
      const draft = { ...harness.draft("plain"), ...changes };
      const publisher = new Publisher(blueskyAdapter, { ...harness, session }, draft);
      const outcome = await publisher.run();
      expect(await publisher.resume()).toMatchObject({ kind: "published" });
      if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
      return outcome.externalId;
    };
    await post({ media: [toImage(1), toImage(2, null)] });
    const uri = await post({ format: "thread", text: "One #tag\n---\nTwo @northlight.test" });
    const card = await post({});
    await blueskyAdapter.engagement(session, [uri, card]);
    await blueskyAdapter.remove?.(session, uri);
    const { connect } = blueskyAdapter;
    if (connect.kind !== "credentials") throw new Error(connect.kind);
    await connect.refresh?.(session, session.credentials ?? {});
    await connect.test(session, { ...session.credentials });
    const calls = file.lexicons.filter(({ defs }) => /query|procedure/.test(defs.main?.type ?? ""));
    expect([...seen].sort()).toEqual(calls.map(({ id }) => id).sort());
  } finally {
    await harness.close();
  }
});

it("is judged by schemas that refuse what the network refuses", () => {
  const record = { $type: "app.bsky.feed.post", text: "Hi", createdAt: "2026-03-01T10:00:00.000Z" };
  const judge = (changes: object) =>
    published.assertValidRecord("app.bsky.feed.post", { ...record, ...changes });
  expect(() => judge({})).not.toThrow();
  expect(() => judge({ text: "x".repeat(301) })).toThrow();
  expect(() => judge({ createdAt: "yesterday" })).toThrow();
  expect(() =>
    judge({ facets: [{ index: { byteStart: -1, byteEnd: 2 }, features: [] }] }),
  ).toThrow();
});
