import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bearer, connect, jsonBody, openRig, type Rig, xScope } from "../testing";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.end());

async function me(token: string) {
  const response = await rig.send("x/2/users/me", { headers: bearer(token) });
  return (await response.json()) as { data: { id: string; username: string } };
}

function tweet(token: string, body: unknown) {
  return rig.send("x/2/tweets", jsonBody(body, bearer(token)));
}

describe("X media", () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3, 4]);
  const mp4 = Uint8Array.from([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d, 0, 0]);

  async function upload(token: string, bytes: Uint8Array, type: string, category: string) {
    const opened = await rig.send(
      "x/2/media/upload/initialize",
      jsonBody(
        { media_type: type, total_bytes: bytes.length, media_category: category },
        bearer(token),
      ),
    );
    const { data } = (await opened.json()) as { data: { id: string } };
    const body = new FormData();
    body.set("segment_index", "0");
    body.set("media", new Blob([Uint8Array.from(bytes)]));
    const path = `x/2/media/upload/${data.id}`;
    await rig.send(`${path}/append`, { method: "POST", body, headers: bearer(token) });
    const finalized = await rig.send(`${path}/finalize`, {
      method: "POST",
      headers: bearer(token),
    });
    return { id: data.id, finalized };
  }

  it("takes a picture in segments and posts it", async () => {
    const { access_token: token } = await connect(rig, "x");
    const { id, finalized } = await upload(token, png, "image/png", "tweet_image");
    expect(finalized.status).toBe(200);
    expect(await finalized.json()).not.toHaveProperty("data.processing_info");
    expect((await tweet(token, { media: { media_ids: [id] } })).status).toBe(201);
  });

  it("works on a video for a while", async () => {
    const { access_token: token } = await connect(rig, "x");
    const { id, finalized } = await upload(token, mp4, "video/mp4", "tweet_video");
    expect(await finalized.json()).toMatchObject({
      data: { processing_info: { state: "pending" } },
    });
    expect((await tweet(token, { text: "Film", media: { media_ids: [id] } })).status).toBe(400);
    rig.advance(2_000);
    const path = `x/2/media/upload?command=STATUS&media_id=${id}`;
    const status = await rig.send(path, { headers: bearer(token) });
    expect(await status.json()).toMatchObject({
      data: { processing_info: { state: "succeeded" } },
    });
    expect((await tweet(token, { text: "Film", media: { media_ids: [id] } })).status).toBe(201);
  });

  it("refuses bytes that are not what they claim, and uploads with a gap", async () => {
    const { access_token: token } = await connect(rig, "x");
    const { finalized } = await upload(token, mp4, "image/png", "tweet_image");
    expect(finalized.status).toBe(400);
    const opened = await rig.send(
      "x/2/media/upload/initialize",
      jsonBody(
        { media_type: "image/png", total_bytes: 99, media_category: "tweet_image" },
        bearer(token),
      ),
    );
    const { data } = (await opened.json()) as { data: { id: string } };
    const path = `x/2/media/upload/${data.id}/finalize`;
    const short = await rig.send(path, { method: "POST", headers: bearer(token) });
    expect(short.status).toBe(400);
  });
});

describe("X webhooks", () => {
  it("registers after the challenge and sends signed hints", async () => {
    const { access_token: token } = await connect(rig, "x");
    const { data: user } = await me(token);
    const app = bearer(rig.sandbox.app("x").bearerToken ?? "");
    const hook = await rig.send(
      "x/2/webhooks",
      jsonBody({ url: "http://127.0.0.1:3000/webhooks/x" }, app),
    );
    const { data } = (await hook.json()) as { data: { id: string } };
    for (const type of ["post.create", "like.create"]) {
      const body = { event_type: type, filter: { user_id: user.id }, webhook_id: data.id };
      const asker = type === "like.create" ? bearer(token) : app;
      const asked = await rig.send("x/2/activity/subscriptions", jsonBody(body, asker));
      expect(asked.status).toBe(200);
    }
    await tweet(token, { text: "What would you pick?" });
    rig.advance(24 * 3_600_000);
    await rig.sandbox.pump();
    const events = rig.received.map(({ body }) => JSON.parse(body).data.event_type);
    expect(events).toContain("post.create");
    expect(events).toContain("like.create");
    expect(rig.received[0]?.request.headers.get("x-twitter-webhooks-signature")).toMatch(
      /^sha256=/,
    );
    const ids = rig.received.map(({ body }) => JSON.parse(body).data.event_uuid);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("lets only a person's own token with the right scope ask for what is private", async () => {
    const withoutLikes = xScope.replace("like.read ", "");
    const { access_token: token } = await connect(rig, "x", 0, { scope: withoutLikes });
    const { access_token: other } = await connect(rig, "x", 1);
    const { data: user } = await me(token);
    const app = rig.sandbox.app("x").bearerToken ?? "";
    const url = "http://127.0.0.1:3000/webhooks/x";
    const hook = await rig.send("x/2/webhooks", jsonBody({ url }, bearer(app)));
    const { data } = (await hook.json()) as { data: { id: string } };
    const ask = async (type: string, asker: string) => {
      const body = { event_type: type, filter: { user_id: user.id }, webhook_id: data.id };
      const path = "x/2/activity/subscriptions";
      return (await rig.send(path, jsonBody(body, bearer(asker)))).status;
    };
    expect(await ask("like.create", app)).toBe(403);
    expect(await ask("like.create", token)).toBe(403);
    expect(await ask("post.reply.create", other)).toBe(403);
    expect(await ask("post.reply.create", "made-up")).toBe(401);
    expect(await ask("post.reply.create", token)).toBe(200);
    expect(await ask("post.repost.create", app)).toBe(200);
  });

  it("wants an address that answers the challenge, and the app's own token", async () => {
    const { access_token: token } = await connect(rig, "x");
    const body = { url: "http://example.com:8080/hook" };
    const app = bearer(rig.sandbox.app("x").bearerToken ?? "");
    expect((await rig.send("x/2/webhooks", jsonBody(body, app))).status).toBe(400);
    expect((await rig.send("x/2/webhooks", jsonBody(body, bearer(token)))).status).toBe(401);
  });
});
