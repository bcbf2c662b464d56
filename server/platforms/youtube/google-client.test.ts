import { Readable } from "node:stream";
import { auth, youtube } from "@googleapis/youtube";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { sampleBytes } from "../fixtures/draft-media";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { youtubeAdapter } from "./adapter";

// Google's own client, which nobody here wrote, talks to the imitation.

let harness: SandboxHarness;
beforeEach(async () => {
  const draft = () => {
    throw new Error("The client brings its own");
  };
  harness = await startSandboxHarness(youtubeAdapter, { createSandbox, draft });
});
afterEach(() => harness.close());

function connectClient() {
  const client = new auth.OAuth2();
  client.setCredentials({ access_token: harness.session.accessToken });
  const base = `${harness.served.baseUrl}/youtube`;
  const api = youtube({ version: "v3", auth: client });
  return { client, api, here: { rootUrl: base }, upload: { rootUrl: `${base}/upload` } };
}

it("uploads by a resumable session, reads counts and its channel, and deletes", async () => {
  const { client, api, here, upload } = connectClient();
  const bytes = Buffer.from(sampleBytes.mp4(4_000));
  const opened = await api.videos.insert(
    {
      part: ["snippet", "status"],
      requestBody: {
        snippet: { title: "Pour over", description: "How we brew.", tags: ["coffee"] },
        status: { privacyStatus: "public", selfDeclaredMadeForKids: false },
      },
    },
    {
      ...upload,
      params: { uploadType: "resumable" },
      headers: {
        "x-upload-content-length": String(bytes.length),
        "x-upload-content-type": "video/mp4",
      },
    },
  );
  const location = new Headers(Object(opened.headers)).get("location");
  if (!location) throw new Error("No session");
  const last = bytes.length - 1;
  const put = await client.request<{ id: string; snippet: { title: string } }>({
    url: location,
    method: "PUT",
    headers: { "content-range": `bytes 0-${last}/${bytes.length}`, "content-type": "video/mp4" },
    body: bytes,
  });
  expect(put.data.snippet.title).toBe("Pour over");
  const { id } = put.data;

  const body = Readable.from([Buffer.from(sampleBytes.png())]);
  const picture = { videoId: id, media: { mimeType: "image/png", body } };
  const thumbnail = await api.thumbnails.set(picture, here);
  expect(thumbnail.data.items?.[0]?.default?.url).toMatch(/^http/);

  harness.advance(1_800_000);
  const listed = await api.videos.list({ part: ["status", "statistics"], id: [id] }, here);
  expect(listed.data.items?.[0]).toMatchObject({
    status: { uploadStatus: "processed", privacyStatus: "public", madeForKids: false },
    statistics: { viewCount: expect.stringMatching(/^\d+$/) },
  });

  const mine = await api.channels.list({ part: ["snippet", "statistics"], mine: true }, here);
  expect(mine.data.items?.[0]?.id).toBe(harness.session.externalAccountId);

  expect((await api.videos.delete({ id }, here)).status).toBe(204);
  const gone = await api.videos.list({ part: ["id"], id: [id] }, here);
  expect(gone.data.items).toEqual([]);
});

it("understands the refusals", async () => {
  const { api, here } = connectClient();
  await expect(api.videos.delete({ id: "no-such-one" }, here)).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining("cannot be found"),
  });
});
