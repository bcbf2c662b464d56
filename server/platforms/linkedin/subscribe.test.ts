import { expect, it } from "vitest";
import type { CallContext } from "../adapter";
import { linkedinEndpoints } from "./endpoints";
import { subscribeToLinkedin } from "./subscribe";

const params = {
  externalAccountId: "urn:li:organization:77",
  callbackUrl: "https://band.example/webhooks/linkedin",
  secret: "own",
  appId: "221195",
  appToken: null,
  accessToken: "MEMBER",
  details: {},
};

function fakeLinkedin(status: number, body: unknown = undefined) {
  const asked: { url: string; method: string; body: unknown; version: string | undefined }[] = [];
  const context: CallContext = {
    endpoints: linkedinEndpoints(null),
    now: () => new Date("2026-03-01T10:00:00Z"),
    http: {
      request: async (url, init) => {
        const { method = "GET", headers } = init;
        asked.push({ url, method, body: init.body, version: headers?.["linkedin-version"] });
        const isMember = url.endsWith("/v2/userinfo");
        const told = isMember ? { sub: "ab-C_1" } : body;
        const text = told === undefined ? "" : JSON.stringify(told);
        return {
          status: isMember ? 200 : status,
          headers: {},
          bytes: new TextEncoder().encode(text),
          text: () => text,
          json: () => told,
        };
      },
      close: async () => undefined,
    },
  };
  return { context, asked };
}

it("names the app, the member and the page, each encoded", async () => {
  const until = new Date("2027-03-01T10:00:00Z");
  const { context, asked } = fakeLinkedin(200, { expiresAt: until.getTime() });
  expect(await subscribeToLinkedin(context, params)).toEqual({ ok: true, until });
  expect(asked[1]).toEqual({
    method: "PUT",
    url: "https://api.linkedin.com/rest/eventSubscriptions/(developerApplication:urn%3Ali%3AdeveloperApplication%3A221195,user:urn%3Ali%3Aperson%3Aab-C_1,entity:urn%3Ali%3Aorganization%3A77,eventType:ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS)",
    body: JSON.stringify({ webhook: params.callbackUrl }),
    version: expect.stringMatching(/^\d{6}$/),
  });
});

it("takes an answer without a body for a subscription without an end", async () => {
  const { context } = fakeLinkedin(204);
  expect(await subscribeToLinkedin(context, params)).toEqual({ ok: true, until: null });
});

it.each([
  [403, false],
  [429, true],
  [503, true],
])("says of %s whether it may pass", async (status, isPassing) => {
  const { context } = fakeLinkedin(status);
  expect(await subscribeToLinkedin(context, params)).toMatchObject({ ok: false, isPassing });
});

it("asks nothing for a member, nor without the app's number", async () => {
  const { context, asked } = fakeLinkedin(200);
  const member = { ...params, externalAccountId: "urn:li:person:1" };
  expect(await subscribeToLinkedin(context, member)).toMatchObject({ ok: false, isPassing: false });
  const nameless = { ...params, appId: null };
  expect(await subscribeToLinkedin(context, nameless)).toMatchObject({ ok: false });
  expect(asked).toEqual([]);
});
