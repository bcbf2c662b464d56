import { describe, expect, it } from "vitest";
import { facebookWebhook } from "../facebook/webhook";
import { instagramWebhook } from "../instagram/webhook";

const ask = (query: string, method = "GET") =>
  facebookWebhook.handshake(
    { method, url: new URL(`https://band.example/webhooks/facebook?${query}`), headers: {} },
    "verify-me",
  );

const encode = (body: unknown) => new TextEncoder().encode(JSON.stringify(body));

describe("Meta's handshake", () => {
  it("is answered with the bare challenge", () => {
    const reply = ask("hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1158201444");
    expect(reply).toMatchObject({ status: 200, body: "1158201444" });
  });

  it.each([
    "hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1",
    "hub.mode=unsubscribe&hub.verify_token=verify-me&hub.challenge=1",
    "hub.mode=subscribe&hub.verify_token=verify-me",
    "hub.mode=subscribe&hub.challenge=1",
  ])("is refused for %s", (query) => {
    expect(ask(query)).toBeNull();
    expect(ask(query, "POST")).toBeNull();
  });
});

describe("Meta's deliveries", () => {
  const value = {
    item: "reaction",
    reaction_type: "love",
    verb: "add",
    post_id: "P_1",
    from: { id: "U", name: "N" },
    created_time: 1,
  };
  const toPage = (...changes: unknown[]) => ({
    object: "page",
    entry: [{ id: "P", time: 2, changes }],
  });

  it("tell who did what to which post of the page", () => {
    expect(facebookWebhook.parse(encode(toPage({ field: "feed", value })))).toEqual([
      {
        externalEventId: expect.stringMatching(/^[0-9a-f]{40}$/),
        kind: "reaction.add",
        externalPostId: "P_1",
        externalAccountId: "P",
        at: new Date(1000),
        payload: value,
      },
    ]);
  });

  it("carry no id: the same change has the same one, another change another", () => {
    const other = { ...value, from: { id: "V", name: "N" } };
    const turned = Object.fromEntries(Object.entries(value).toReversed());
    const ids = facebookWebhook
      .parse(
        encode(
          toPage(
            { field: "feed", value },
            { field: "feed", value: turned },
            { field: "feed", value: other },
          ),
        ),
      )
      .map((event) => event.externalEventId);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it.each([
    ["in a list of changes", (change: object) => ({ changes: [change] })],
    ["straight in the entry", (change: object) => change],
  ])("tell a comment on Instagram %s", (_name, wrap) => {
    const comment = {
      id: "C",
      text: "hi",
      from: { id: "U", username: "u" },
      media: { id: "M", media_product_type: "FEED" },
    };
    const entry = { id: "IG", time: 1, ...wrap({ field: "comments", value: comment }) };
    const events = instagramWebhook.parse(encode({ object: "instagram", entry: [entry] }));
    expect(events).toEqual([
      expect.objectContaining({
        kind: "comments",
        externalPostId: "M",
        externalAccountId: "IG",
        payload: comment,
      }),
    ]);
  });

  it("of another product, or of none, hold nothing of use", () => {
    expect(instagramWebhook.parse(encode(toPage({ field: "feed", value })))).toEqual([]);
    expect(facebookWebhook.parse(new TextEncoder().encode("no json"))).toEqual([]);
  });
});
