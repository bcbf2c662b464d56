import { afterAll, expect, it } from "vitest";
import type { CallContext } from "../adapter";
import { createEgress, type EgressClient, EgressError, type EgressResponse } from "../http";
import { fetchCard, toCard } from "./card";
import { blueskyEndpoints } from "./endpoints";

const url = "https://example.com/a/page";

it("prefers what a page says for cards", () => {
  const html = `<head><title>Plain</title><meta name=description content='Short'>
    <META content="A &quot;big&quot; day &#8212; it&#x27;s > all" property="og:title" />
    <meta property="og:image" content="../one.jpg?a=1&amp;b=2"><meta property="og:title" content="No"></head>`;
  expect(toCard(url, html)).toEqual({
    uri: url,
    title: `A "big" day — it's > all`,
    description: "Short",
    imageUrl: "https://example.com/one.jpg?a=1&b=2",
  });
});

it("falls back to the title, cuts what is long, and needs a title at all", () => {
  const long = toCard(url, `<title>\n ${"x".repeat(400)}\n</title>`);
  expect(long).toMatchObject({ description: "", imageUrl: null });
  expect(long?.title).toHaveLength(300);
  expect(toCard(url, "<p>nothing</p>")).toBeNull();
});

it("reads what stands in the head, and takes no script and no remark for it", () => {
  const html = `<!-- <meta property="og:title" content="Old"> --><script>"<title>Code</title>"</SCRIPT>
    <meta charset=utf-8><title lang="en">Real</title></head><body><meta property="og:title" content="Late">`;
  expect(toCard(url, html)?.title).toBe("Real");
});

it.each([
  "<meta ",
  '<meta a="',
  "<meta a='x' b=",
  "<meta content=x ",
  "<title ",
  "<title>",
  "<!--",
  "<script",
  "&#x",
  "   \n",
])("makes nothing of a page of %j alone, however long it is", (piece) => {
  // One that looks back takes minutes for this.
  expect(toCard(url, piece.repeat(2_000_000 / piece.length))).toBeNull();
});

const egress = createEgress({ allow: [], trustedOrigins: [] });
afterAll(() => egress.close());

function withAnswer(answer: () => Promise<Partial<EgressResponse>>): CallContext {
  const request = async () => {
    const headers = { "content-type": "text/html" };
    const empty = { status: 200, headers, bytes: new Uint8Array(), text: () => "" };
    return { ...empty, json: () => undefined, ...(await answer()) };
  };
  const http: EgressClient = { request, close: async () => undefined };
  return { endpoints: blueskyEndpoints(null), http, now: () => new Date() };
}

const page = Buffer.from("<title>Caf\u00e9</title>", "latin1");

it("reads a page in its own charset", async () => {
  const headers = { "content-type": "text/html; charset=ISO-8859-1" };
  const context = withAnswer(async () => ({ headers, bytes: page }));
  expect((await fetchCard(context, url))?.title).toBe("Café");
});

it.each([
  ["an error", async () => ({ status: 404, bytes: page })],
  ["a file", async () => ({ headers: { "content-type": "application/pdf" }, bytes: page })],
  ["no title", async () => ({ bytes: Buffer.from("<p>hi</p>") })],
  ["no answer", () => Promise.reject(new EgressError("timeout", "late", "maybe"))],
])("makes no card of a page that gives %s", async (_what, answer) => {
  expect(await fetchCard(withAnswer(answer), url)).toBeNull();
});

it("never reads a page inside the network", async () => {
  const context = { endpoints: blueskyEndpoints(null), http: egress, now: () => new Date() };
  expect(await fetchCard(context, "http://169.254.169.254/latest/meta-data")).toBeNull();
});
