import { expect, it } from "vitest";
import { youtubeEndpoints } from "./endpoints";
import { subscribeToYoutube } from "./subscribe";

const now = new Date("2026-03-01T10:00:00Z");

async function subscribe(sandboxUrl: string | null, callbackUrl: string, status = 202) {
  const asked: { url: string; form: Record<string, string> }[] = [];
  const context = {
    endpoints: youtubeEndpoints(sandboxUrl),
    now: () => now,
    http: {
      request: async (url: string, init: { body?: unknown }) => {
        asked.push({ url, form: Object.fromEntries(new URLSearchParams(String(init.body))) });
        const bytes = new Uint8Array();
        return { status, headers: {}, bytes, text: () => "", json: () => undefined };
      },
      close: async () => undefined,
    },
  };
  const done = await subscribeToYoutube(context, {
    externalAccountId: "UC1",
    callbackUrl,
    secret: "hub-secret",
    appId: null,
    appToken: null,
    accessToken: null,
    details: {},
  });
  return { done, asked };
}

it("asks Google's hub for the feed of the channel, for five days", async () => {
  const { done, asked } = await subscribe(null, "https://band.example/webhooks/youtube");
  expect(done).toEqual({ ok: true, until: new Date("2026-03-06T10:00:00Z") });
  expect(asked).toEqual([
    {
      url: "https://pubsubhubbub.appspot.com/subscribe",
      form: {
        "hub.mode": "subscribe",
        "hub.callback": "https://band.example/webhooks/youtube",
        "hub.topic": "https://www.youtube.com/xml/feeds/videos.xml?channel_id=UC1",
        "hub.verify": "async",
        "hub.secret": "hub-secret",
        "hub.lease_seconds": "432000",
      },
    },
  ]);
});

it("asks the hub beside the other endpoints in the sandbox", async () => {
  const { asked } = await subscribe("http://127.0.0.1:4010/sandbox/", "http://127.0.0.1:3000/hook");
  expect(asked[0]?.url).toBe("http://127.0.0.1:4010/sandbox/youtube/subscribe");
});

it("tells trouble at the hub from what it will never do", async () => {
  const address = "https://band.example/hook";
  const busy = await subscribe(null, address, 503);
  expect(busy.done).toMatchObject({ ok: false, isPassing: true });
  const plain = await subscribe(null, "http://band.example/hook");
  expect(plain.done).toMatchObject({ ok: false, isPassing: false });
  expect(plain.asked).toEqual([]);
});
