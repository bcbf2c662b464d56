import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { measuredRoute } from "@/server/http/measured-route";
import { setRuntime } from "@/server/runtime";
import { createWorld, type World } from "@/server/testing/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  setRuntime(world.runtime);
});
afterAll(() => world.close());

const echo = measuredRoute(10, async (request) => new Response(await request.text()));
const send = (body: ReadableStream | string) =>
  echo(new NextRequest("http://localhost/", { method: "POST", body, duplex: "half" }), null);

it("hands on a body that fits", async () => {
  expect(await (await send("0123456789")).text()).toBe("0123456789");
});

it("refuses a longer one, even when nobody said how long it is", async () => {
  expect((await send(new Blob(["01234567890"]).stream())).status).toBe(400);
});
