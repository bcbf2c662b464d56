import { describe, expect, it } from "vitest";
import type { Session } from "../adapter";
import { facebookAdapter } from "../facebook/adapter";
import { instagramAdapter } from "../instagram/adapter";
import { type Asked, fakeGraph } from "./fixtures/fake-graph";

const v = "/v25.0";
const toSession = (context: ReturnType<typeof fakeGraph>["context"]): Session => ({
  ...context,
  accessToken: "PAGE",
  externalAccountId: "10",
  handle: "northlight",
});

const total = (count: number) => ({ data: [], summary: { total_count: count } });
const retired = {
  status: 400,
  body: { error: { code: 100, message: "(#100) The value must be a valid insights metric" } },
};

describe("a metric that was retired", () => {
  it("fails a whole call, after which the others are asked alone", async () => {
    const { context, asked } = fakeGraph({
      [`GET ${v}/10_1`]: { body: { reactions: total(3), comments: total(1) } },
      [`GET ${v}/10_1/insights`]: ({ url }: Asked) =>
        url.searchParams.get("metric") === "post_clicks"
          ? {
              body: { data: [{ name: "post_clicks", period: "lifetime", values: [{ value: 9 }] }] },
            }
          : retired,
    });
    const told = await facebookAdapter.engagement(toSession(context), ["10_1"]);
    expect(told.get("10_1")).toMatchObject({
      views: null,
      likes: 3,
      comments: 1,
      shares: 0,
      clicks: 9,
    });
    expect(asked).toHaveLength(4);
  });
});

describe("a story", () => {
  const product = {
    body: { id: "18", media_product_type: "STORY", permalink: "https://i.example" },
  };

  it("that hardly anybody saw has no numbers, which is no fault of the connection", async () => {
    const few = { code: 10, message: "(#10) Not enough viewers for the media to show insights" };
    const { context } = fakeGraph({
      [`GET ${v}/18`]: product,
      [`GET ${v}/18/insights`]: { status: 400, body: { error: few } },
    });
    const told = await instagramAdapter.engagement(toSession(context), ["18"]);
    expect(told.get("18")).toMatchObject({ views: null, likes: null });
  });

  it("tells replies and clicks on its link, in either shape of an answer", async () => {
    const data = [
      { name: "views", period: "lifetime", values: [{ value: 40 }] },
      { name: "replies", period: "lifetime", values: [{ value: 2 }] },
      { name: "link_clicks", total_value: { value: 6 } },
    ];
    const { context } = fakeGraph({
      [`GET ${v}/18`]: product,
      [`GET ${v}/18/insights`]: { body: { data } },
      // Asked before a missing one is believed to be gone.
      [`GET ${v}/10`]: { body: { id: "10" } },
    });
    const told = await instagramAdapter.engagement(toSession(context), ["18", "19"]);
    expect(told.get("18")).toMatchObject({ views: 40, comments: 2, clicks: 6 });
    expect(told.has("19")).toBe(false);
  });
});

it("calls the version that the environment chose", async () => {
  const { context, asked } = fakeGraph({ "DELETE /v99.0/10_1": { body: { success: true } } });
  const session = { ...toSession(context), apiVersion: "v99.0" };
  expect(await facebookAdapter.remove?.(session, "10_1")).toEqual({ kind: "removed" });
  expect(asked[0]?.url.href).toBe("https://graph.facebook.com/v99.0/10_1");
});
