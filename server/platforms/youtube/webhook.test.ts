import { expect, it } from "vitest";
import { youtubeWebhook } from "./webhook";

const parse = (xml: string) => youtubeWebhook.parse(new TextEncoder().encode(xml));
const entry = (id: string) =>
  `<entry>\n<id>yt:video:${id}</id><yt:videoId>${id}</yt:videoId><yt:channelId> c1 </yt:channelId>
  <updated>2026-03-01T10:00:00+00:00</updated></entry>`;

it("reads each entry of a feed, and none that names no video", () => {
  const xml = `<feed><title>x</title>${entry("v1")}<entry><id/></entry>${entry("v2")}</feed>`;
  const at = new Date("2026-03-01T10:00:00Z");
  expect(parse(xml)).toMatchObject([
    { externalPostId: "v1", externalAccountId: "c1", at },
    { externalPostId: "v2", externalAccountId: "c1", at },
  ]);
});

it.each(["<entry ", "<entry>", "</entry>", "<entry></entry>", "<yt:videoId>"])(
  "reads nothing in a megabyte of %j, and is not held up by it",
  (piece) => {
    expect(parse(piece.repeat(1_000_000 / piece.length))).toEqual([]);
  },
);
