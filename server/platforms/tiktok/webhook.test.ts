import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tiktokWebhook as webhook } from "./webhook";

const secret = "test-client-secret";
const bytes = (text: string) => new TextEncoder().encode(text);
const at = new Date(1_633_174_587_000);
const mac = "32d2f1b2a044b7ce6b061fff8e60ed81865ddad5ef6804d69e8792cb64f07fc2";
const headers = { "tiktok-signature": `t=1633174587,s=${mac}` };
const later = (ms: number) => new Date(at.getTime() + ms);

describe("TikTok's signature", () => {
  it("is the published one for time and body", () => {
    expect(webhook.verify(bytes('{"a":1}'), headers, secret, at)).toBe(true);
  });

  it.each([
    ["another body", '{"a":2}', headers, secret],
    ["another secret", '{"a":1}', headers, "test-client-secret2"],
    ["another time", '{"a":1}', { "tiktok-signature": `t=1633174588,s=${mac}` }, secret],
    ["no signature", '{"a":1}', {}, secret],
    ["half a signature", '{"a":1}', { "tiktok-signature": `s=${mac}` }, secret],
  ])("refuses %s", (_what, body, given, key) => {
    expect(webhook.verify(bytes(body), given, key, at)).toBe(false);
  });

  it("holds for five minutes either way", () => {
    const body = bytes('{"a":1}');
    expect(webhook.verify(body, headers, secret, later(299_000))).toBe(true);
    expect(webhook.verify(body, headers, secret, later(-299_000))).toBe(true);
    expect(webhook.verify(body, headers, secret, later(301_000))).toBe(false);
    expect(webhook.verify(body, headers, secret, later(-301_000))).toBe(false);
  });

  it("takes bytes that are no text as they are", () => {
    const body = Uint8Array.from([0xff, 0x00, 0x7b]);
    const own = createHmac("sha256", secret).update("1633174587.").update(body).digest("hex");
    const given = { "tiktok-signature": `t=1633174587,s=${own}` };
    expect(webhook.verify(body, given, secret, at)).toBe(true);
  });
});

describe("TikTok's events", () => {
  const told = (event: string, content: string, time = 1_615_338_610) =>
    webhook.parse(
      bytes(
        JSON.stringify({
          client_key: "k",
          event,
          create_time: time,
          user_openid: "act.1",
          content,
        }),
      ),
    );

  it("reads the content, which is JSON within JSON, with every digit of its ids", () => {
    const content = '{"publish_id":"v_pub~1","post_id":7300000000000007920}';
    expect(told("post.publish.publicly_available", content)).toMatchObject([
      {
        kind: "post.public",
        externalPostId: "7300000000000007920",
        externalAccountId: "act.1",
        at: new Date(1_615_338_610_000),
        payload: { publish_id: "v_pub~1" },
      },
    ]);
  });

  it.each([
    ["post.publish.complete", "post.published"],
    ["post.publish.failed", "post.failed"],
    ["post.publish.inbox_delivered", "post.draft_delivered"],
    ["post.publish.no_longer_publicaly_available", "post.hidden"],
    ["authorization.removed", "account.disconnected"],
    ["something.new", "something.new"],
  ])("calls %s %s", (event, kind) => {
    expect(told(event, '{"publish_id":"v_pub~1"}')).toMatchObject([
      { kind, externalPostId: "v_pub~1" },
    ]);
  });

  it("knows a repeat, and that another time is another event", () => {
    const [first] = told("authorization.removed", '{"reason":1}');
    const [again] = told("authorization.removed", '{"reason":1}');
    const [other] = told("authorization.removed", '{"reason":1}', 1_615_338_611);
    expect(again?.externalEventId).toBe(first?.externalEventId);
    expect(other?.externalEventId).not.toBe(first?.externalEventId);
    expect(first?.externalPostId).toBeNull();
  });

  it("makes nothing of a body that holds nothing", () => {
    expect(webhook.parse(bytes("{}"))).toEqual([]);
    expect(webhook.parse(bytes("no json"))).toEqual([]);
    expect(told("post.publish.failed", "no json")).toMatchObject([{ payload: {} }]);
  });
});
