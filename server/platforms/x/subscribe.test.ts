import { expect, it } from "vitest";
import type { CallContext } from "../adapter";
import type { EgressRequest, EgressResponse } from "../http";
import { xEndpoints } from "./endpoints";
import { subscribeToX } from "./subscribe";

const callbackUrl = "https://band.example/webhooks/x";
const params = {
  externalAccountId: "7",
  callbackUrl,
  secret: "own",
  appId: null,
  appToken: "APP",
  accessToken: "PERSON",
  details: {},
};

type Answer = { status: number; body?: unknown };

/** X, as far as webhooks go: `judge` answers each wish for an event by its type and the token. */
function fakeX(judge: (type: string, token: string) => number, hooks: unknown[] = []) {
  const asked: string[] = [];
  const answer = (url: URL, init: EgressRequest): Answer => {
    const token = (init.headers?.authorization ?? "").replace("Bearer ", "");
    const method = init.method ?? "GET";
    const body = init.body ? JSON.parse(String(init.body)) : {};
    asked.push([method, url.pathname, body.event_type, token].filter(Boolean).join(" "));
    if (url.pathname === "/2/webhooks" && method === "GET") return ok({ data: hooks });
    if (url.pathname === "/2/webhooks") return ok({ data: { id: "h1", url: body.url } });
    if (method === "PUT") return ok({ data: { valid: true } });
    return { status: judge(body.event_type, token), body: {} };
  };
  const context: CallContext = {
    endpoints: xEndpoints(null),
    now: () => new Date("2026-03-01T10:00:00Z"),
    http: {
      request: async (url, init) => toResponse(answer(new URL(url), init)),
      close: async () => undefined,
    },
  };
  return { context, asked };
}

const ok = (body: unknown): Answer => ({ status: 200, body });

function toResponse({ status, body }: Answer): EgressResponse {
  const text = JSON.stringify(body ?? {});
  const bytes = new TextEncoder().encode(text);
  return { status, headers: {}, bytes, text: () => text, json: () => JSON.parse(text) as unknown };
}

it("registers as the app, and asks for private events as the person", async () => {
  const { context, asked } = fakeX(() => 201);
  expect(await subscribeToX(context, params)).toEqual({ ok: true, until: null });
  expect(asked).toEqual([
    "GET /2/webhooks APP",
    "POST /2/webhooks APP",
    "POST /2/activity/subscriptions like.create PERSON",
    "POST /2/activity/subscriptions post.reply.create APP",
    "POST /2/activity/subscriptions post.repost.create APP",
    "POST /2/activity/subscriptions post.delete APP",
  ]);
});

it("goes on past an event that is refused, and asks as the person where the app may not", async () => {
  const { context, asked } = fakeX((type, token) =>
    type === "like.create" || token === "APP" ? 403 : 200,
  );
  expect(await subscribeToX(context, params)).toEqual({ ok: true, until: null });
  expect(asked.at(-1)).toBe("POST /2/activity/subscriptions post.delete PERSON");
});

it("is not done while one event may still be had, nor when X gives none", async () => {
  const busy = fakeX((type) => (type === "post.delete" ? 503 : 200));
  const none = fakeX(() => 403);
  expect(await subscribeToX(busy.context, params)).toMatchObject({ ok: false, isPassing: true });
  expect(await subscribeToX(none.context, params)).toMatchObject({ ok: false, isPassing: false });
});

it("has a webhook proved again that X holds for dead", async () => {
  const { context, asked } = fakeX(() => 200, [{ id: "h9", url: callbackUrl, valid: false }]);
  expect(await subscribeToX(context, params)).toMatchObject({ ok: true });
  expect(asked.slice(0, 2)).toEqual(["GET /2/webhooks APP", "PUT /2/webhooks/h9 APP"]);
});

it("asks nothing without the app's token", async () => {
  const { context, asked } = fakeX(() => 200);
  const done = await subscribeToX(context, { ...params, appToken: null });
  expect(done).toMatchObject({ ok: false, isPassing: false });
  expect(asked).toEqual([]);
});
