import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { signEvent } from "./fixtures/start-linkedin";
import { linkedinWebhook } from "./webhook";

const secret = "client-secret";
const now = new Date("2026-03-01T10:00:00Z");
const { verify, handshake, parse } = linkedinWebhook;

const ask = (code: string, method = "GET") =>
  handshake(
    { method, url: new URL(`https://app.example/hook?challengeCode=${code}`), headers: {} },
    secret,
  );

it("answers the challenge with the client secret", () => {
  const challengeCode = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
  const challengeResponse = createHmac("sha256", secret).update(challengeCode).digest("hex");
  expect(JSON.parse(ask(challengeCode)?.body ?? "")).toEqual({ challengeCode, challengeResponse });
});

it("signs nothing that could be a delivery", () => {
  expect(ask(encodeURIComponent('hmacsha256={"notifications":[]}'))).toBeNull();
  expect(ask("")).toBeNull();
  expect(ask("890e4665-4dfe-4ab1", "POST")).toBeNull();
});

it("takes the signature with and without its name", () => {
  const { body, headers } = signEvent(secret, now);
  const signature = `hmacsha256=${headers["x-li-signature"]}`;
  expect(verify(body, { "x-li-signature": signature }, secret, now)).toBe(true);
});

it("reads each notification, and leaves out what it does not know", () => {
  const { body } = signEvent(secret, now);
  expect(parse(body)).toEqual([
    expect.objectContaining({
      externalEventId: "urn:li:organization:77/31",
      kind: "LIKE",
      externalPostId: "urn:li:share:7141138937766391808",
      externalAccountId: "urn:li:organization:77",
      at: now,
    }),
  ]);
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(parse(bytes('{"notifications":[{"action":"LIKE"},7]}'))).toEqual([]);
  expect(parse(bytes("nonsense"))).toEqual([]);
});
