import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, expect, it } from "vitest";
import { GET as callback } from "@/app/api/v1/platforms/[platform]/callback/route";
import { GET as begin, POST as connect } from "@/app/api/v1/platforms/[platform]/connect/route";
import { DELETE } from "@/app/api/v1/platforms/[platform]/route";
import { GET as list } from "@/app/api/v1/platforms/route";
import { socialAccounts } from "@/server/db/schema/accounts";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { type Runtime, setRuntime } from "@/server/runtime";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";

const base = "http://127.0.0.1:4000/api/v1/platforms";
let rig: SandboxWorld;
let cookie: string;

beforeEach(async () => {
  rig = await createSandboxWorld();
  setRuntime(rig.world.runtime as Runtime);
  const { userId, workspaceId, runtime } = rig.world;
  const token = { userId, workspaceId, version: 1 };
  cookie = `${SESSION_COOKIE}=${await encode({ token, secret: runtime.env.NEXTAUTH_SECRET })}`;
});
afterEach(() => rig.close());

type Handler = typeof DELETE;
const call = (handler: Handler, url: string, init: RequestInit = {}) => {
  const platform = new URL(url).pathname.split("/")[4] ?? "";
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  return handler(new Request(url, { headers, ...init }), { params: Promise.resolve({ platform }) });
};
const send = (body: unknown) => ({ method: "POST", body: JSON.stringify(body) });
const accounts = () => rig.world.runtime.database.db.select().from(socialAccounts);

it("lists the platforms", async () => {
  const { items } = (await (await call(list as Handler, base)).json()) as {
    items: { platform: string }[];
  };
  expect(items.map((each) => each.platform)).toContain("x");
});

it("hands out the address at which a person connects, which does what the popup does", async () => {
  const asked = await call(connect, `${base}/x/connect`, send({ world: "sandbox" }));
  const told = (await asked.json()) as { connect: string; authorizeUrl: string };
  expect(told).toEqual({ connect: "oauth", authorizeUrl: `${base}/x/connect?world=sandbox` });

  const started = await call(begin as Handler, told.authorizeUrl);
  const bound = started.headers.get("set-cookie")?.split(";")[0] ?? "";
  const browser = await rig.browser();
  const back = await browser.consent(new URL(started.headers.get("location") ?? ""), "allow");
  const done = await callback(
    new Request(`${base}/x/callback${back.search}`, {
      headers: { cookie: `${cookie}; ${bound}` },
    }),
    { params: Promise.resolve({ platform: "x" }) },
  );
  expect(done.headers.get("location")).toContain("status=connected");
  expect(await accounts()).toMatchObject([{ platform: "x", sandbox: true }]);
});

it("says what is missing, and what it does not know", async () => {
  const keyless = await call(connect, `${base}/x/connect`, send({}));
  expect([keyless.status, await keyless.text()]).toEqual([
    400,
    expect.stringContaining("OAUTH_X_CLIENT_ID"),
  ]);
  expect((await call(connect, `${base}/friendface/connect`, send({}))).status).toBe(404);
});

it("disconnects one account, then the rest of the platform", async () => {
  const browser = await rig.browser();
  await browser.connect("x", "northlight");
  await browser.connect("x", "haldenandco");
  await browser.connect("youtube");
  const [first] = await accounts();
  const one = await call(DELETE, `${base}/x?accountId=${first?.id}`, { method: "DELETE" });
  expect(((await one.json()) as { items: unknown[] }).items).toHaveLength(1);
  const wrong = await call(DELETE, `${base}/youtube?accountId=${first?.id}`, { method: "DELETE" });
  expect(wrong.status).toBe(404);
  await call(DELETE, `${base}/x`, { method: "DELETE" });
  const left = (await accounts()).filter((each) => each.status !== "disconnected");
  expect(left.map((each) => each.platform)).toEqual(["youtube"]);
});
