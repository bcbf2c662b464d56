import { afterEach, beforeEach, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import { linkedinAdapter } from "./adapter";
import { document, photo, startLinkedin, toDraft, video } from "./fixtures/start-linkedin";
import { findLink } from "./to-linkedin";

const MB = 1024 * 1024;

let harness: SandboxHarness;
beforeEach(async () => {
  harness = await startLinkedin(createSandbox, "member");
});
afterEach(() => harness.close());

interface Line {
  externalId: string;
  evidence: { commentary: string; content: Record<string, unknown> | null };
}
const ledger = () => harness.served.sandbox.ledger() as unknown as Line[];

async function publish(changes: Partial<Draft>) {
  const draft = toDraft(changes);
  const issues = linkedinAdapter.check(draft).filter(({ severity }) => severity === "error");
  expect(issues).toEqual([]);
  const outcome = await new Publisher(linkedinAdapter, harness, draft).run();
  expect(outcome).toMatchObject({ kind: "published", externalId: ledger().at(-1)?.externalId });
  return ledger().at(-1)?.evidence;
}

it("shows readers exactly what was written", async () => {
  const text = "Roast (no. 7): #coffee #snake_case C# <3 {a|b} ~*_\\ @ines me@example.com";
  expect(await publish({ text: `  ${text}\r\nNext line ` })).toEqual({
    commentary: `${text}\nNext line`,
    content: null,
  });
});

it("posts one image, and several in their order, with what they show", async () => {
  expect((await publish({ format: "image", text: "", media: [photo(1)] }))?.content).toEqual({
    media: { id: expect.stringMatching(/^urn:li:image:/), altText: "Bag 1" },
  });
  const media = Array.from({ length: 20 }, (_, seed) => photo(seed));
  const images = media.map(({ altText }) => ({ id: expect.any(String), altText }));
  expect((await publish({ format: "images", media }))?.content).toEqual({
    multiImage: { images },
  });
});

it("names a document by its title, or by its file", async () => {
  const named = await publish({ format: "document", title: "Our year", media: [document(1)] });
  expect(named?.content).toMatchObject({ media: { title: "Our year" } });
  const bare = await publish({ format: "document", text: "Again", media: [document(2)] });
  expect(bare?.content).toMatchObject({ media: { title: "file.pdf" } });
});

it("uploads a large video in parts, each to its own address", async () => {
  const large = video(3, 9 * MB + 17);
  const evidence = await publish({ format: "video", title: "Tour", media: [large] });
  expect(evidence?.content).toMatchObject({
    media: { id: expect.stringMatching(/^urn:li:video:/), title: "Tour" },
  });
  expect(ledger()[0]?.externalId).toMatch(/^urn:li:ugcPost:\d+$/);
});

it("makes a card of the link that is given, or of the first in the text", async () => {
  const options = { link: "https://example.com/a", description: "All of it" };
  const full = { format: "article", title: "Our year", options, media: [photo(1)] };
  expect((await publish(full))?.content).toEqual({
    article: {
      source: "https://example.com/a",
      title: "Our year",
      description: "All of it",
      thumbnail: expect.stringMatching(/^urn:li:image:/),
    },
  });
  const text = "Read (https://example.com/b_c). Then https://example.com/d";
  expect((await publish({ format: "article", title: "B", text }))?.content).toEqual({
    article: { source: "https://example.com/b_c", title: "B" },
  });
});

it("finds links that a sentence ends with, or that hold brackets", () => {
  const linkIn = (text: string) => findLink(toDraft({ text }));
  expect(linkIn("At https://a.example/x_(y), now")).toBe("https://a.example/x_(y)");
  expect(linkIn("“https://a.example/x?b=1”.")).toBe("https://a.example/x?b=1");
  expect(linkIn("a.example")).toBeNull();
  expect(findLink(toDraft({ options: { link: "javascript:alert(1)" } }))).toBeNull();
});

const huge = () =>
  toDraftMedia({
    kind: "image",
    mimeType: "image/png",
    bytes: sampleBytes.png(),
    width: 6_400,
    height: 6_000,
  });

it.each([
  ["an article without a link", { format: "article", title: "A" }, "options.link"],
  ["an image of too many pixels", { format: "image", media: [huge()] }, "media"],
])("refuses %s before anything is sent", async (_what, changes, field) => {
  const draft = toDraft(changes);
  expect(linkedinAdapter.check(draft)).toContainEqual(
    expect.objectContaining({ severity: "error", field }),
  );
  const outcome = await new Publisher(linkedinAdapter, harness, draft).run();
  expect(outcome).toMatchObject({ kind: "rejected", field });
  expect(ledger()).toEqual([]);
});

it("says which file LinkedIn could not work on", async () => {
  const bytes = new TextEncoder().encode("no picture at all");
  const page = await startLinkedin(createSandbox, "page");
  const media = [toDraftMedia({ kind: "image", mimeType: "image/png", bytes })];
  const draft = toDraft({ format: "image", media });
  const outcome = await new Publisher(linkedinAdapter, page, draft).run();
  await page.close();
  expect(outcome).toMatchObject({ kind: "rejected", code: "media_failed", field: "media" });
});
