import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GET as getRoute } from "@/app/api/campaigns/[id]/route";
import { POST as createRoute, GET as listRoute } from "@/app/api/campaigns/route";
import { PATCH as editRoute } from "@/app/api/variants/[id]/route";
import { memberships } from "@/server/db/schema/users";
import { uuidv7 } from "@/server/db/uuid";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { type Runtime, setRuntime } from "@/server/runtime";
import {
  addCampaign,
  addVariant,
  addWorkspace,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;

beforeEach(async () => {
  world = await createWorld();
  setRuntime(world.runtime as Runtime);
});
afterEach(() => world.close());

async function call(
  handler: typeof getRoute,
  method: string,
  body: unknown,
  who: { userId: string; workspaceId: string },
  id = "",
) {
  const { userId, workspaceId } = who;
  const token = await encode({
    token: { userId, workspaceId, version: 1 },
    secret: world.runtime.env.NEXTAUTH_SECRET,
  });
  const request = new Request("http://localhost:3000/api/x", {
    method,
    headers: { cookie: `${SESSION_COOKIE}=${token}`, "sec-fetch-site": "same-origin" },
    body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await handler(request, { params: Promise.resolve({ id }) });
  return { status: response.status, body: await response.json() };
}

const valid = {
  name: "Autumn",
  brief: "Launch the autumn coffees.",
  objective: "reach",
  platforms: ["x"],
};

describe("campaign routes", () => {
  it("create and list", async () => {
    const made = await call(createRoute, "POST", valid, world);
    expect(made).toMatchObject({ status: 201, body: { name: "Autumn", status: "draft" } });
    expect(await call(listRoute, "GET", undefined, world)).toMatchObject({
      status: 200,
      body: { items: [{ name: "Autumn" }] },
    });
  });

  it.each([
    ["malformed JSON", '{"name": ', 400, "not valid JSON"],
    ["an unknown platform", { ...valid, platforms: ["myspace"] }, 422, "platforms"],
    ["no brief", { ...valid, brief: "" }, 422, "Say in a sentence or two"],
    ["one variant", { ...valid, variantsPerPlatform: 1 }, 422, "Two variants or more compete."],
  ])("answer %s with what to mend", async (_name, body, status, detail) => {
    const answer = await call(createRoute, "POST", body, world);
    expect(answer).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } });
  });

  it("refuse a viewer's writes and allow their reads", async () => {
    const viewer = await addWorkspace(world.runtime, "Elsewhere");
    await world.runtime.database.db
      .insert(memberships)
      .values({ workspaceId: world.workspaceId, userId: viewer.userId, role: "viewer" });
    const who = { userId: viewer.userId, workspaceId: world.workspaceId };
    const campaign = await addCampaign(world);
    const variant = await addVariant(world, campaign.id);
    expect(await call(createRoute, "POST", valid, who)).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
    const edit = { text: "Mine", updatedAt: variant.updatedAt.toISOString() };
    expect(await call(editRoute, "PATCH", edit, who, variant.id)).toMatchObject({ status: 403 });
    expect(await call(getRoute, "GET", undefined, who, campaign.id)).toMatchObject({ status: 200 });
  });

  it("answer 404 for another workspace's id and for one that can't exist", async () => {
    const campaign = await addCampaign(world);
    const other = await addWorkspace(world.runtime, "Elsewhere");
    expect(await call(getRoute, "GET", undefined, other, campaign.id)).toMatchObject({
      status: 404,
    });
    expect(await call(getRoute, "GET", undefined, world, "nonsense")).toMatchObject({
      status: 404,
    });
    expect(await call(getRoute, "GET", undefined, world, uuidv7())).toMatchObject({ status: 404 });
  });
});
