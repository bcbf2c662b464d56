import { expect, it } from "vitest";
import { fakeGraph } from "./fixtures/fake-graph";
import { subscribeToMeta } from "./subscribe";

it("asks for a page's events with the page's own token", async () => {
  const { context, asked } = fakeGraph({
    "POST /v25.0/me/subscribed_apps": { body: { success: true } },
  });
  expect(await subscribeToMeta(context, { accessToken: "PAGE" })).toEqual({
    ok: true,
    until: null,
  });
  expect(asked[0]?.headers?.authorization).toBe("Bearer PAGE");
  expect(asked[0]?.body).toBe("subscribed_fields=feed");
});

it("says why there is no subscription", async () => {
  const error = { code: 200, message: "Requires pages_manage_metadata" };
  const { context } = fakeGraph({
    "POST /v25.0/me/subscribed_apps": { status: 403, body: { error } },
  });
  const refused = await subscribeToMeta(context, { accessToken: "PAGE" });
  expect(refused).toMatchObject({ ok: false, reason: expect.stringContaining("metadata") });
  expect(await subscribeToMeta(context, { accessToken: null })).toMatchObject({ ok: false });
});
