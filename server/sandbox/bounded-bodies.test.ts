import { afterAll, beforeAll, expect, it } from "vitest";
import { openRig, type Rig } from "./testing";

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.end());

const MB = 1024 * 1024;

/** A body of 40 MB that tells how much of it was taken. */
function toEndless(head: string) {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === 0) controller.enqueue(new TextEncoder().encode(head));
      sent += 1;
      if (sent > 40) controller.close();
      else controller.enqueue(new Uint8Array(MB).fill(97));
    },
  });
  return { body, taken: () => sent };
}

const part = '--x\r\ncontent-disposition: form-data; name="source"; filename="a"\r\n\r\n';

it.each([
  ["facebook/v25.0/1/feed", "application/json", '"'],
  ["facebook/v25.0/1/photos", "multipart/form-data; boundary=x", part],
  ["facebook/v25.0/oauth/access_token", "application/x-www-form-urlencoded", "code="],
  ["x/2/oauth2/token", "application/x-www-form-urlencoded", "code="],
  ["x/2/tweets", "application/json", '"'],
  ["x/2/media/upload", "multipart/form-data; boundary=x", part],
  ["bluesky/xrpc/com.atproto.server.createSession", "application/json", '"'],
  ["bluesky/xrpc/com.atproto.repo.uploadBlob", "image/png", "x"],
  ["linkedin/rest/images?action=initializeUpload", "application/json", '"'],
  ["youtube/hub", "application/x-www-form-urlencoded", "hub="],
])("%s takes no long body of a stranger into memory", async (path, type, head) => {
  const { body, taken } = toEndless(head);
  const init = { method: "POST", headers: { "content-type": type }, body, duplex: "half" };
  const response = await rig.send(path, init);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(taken()).toBeLessThan(5);
});
