import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hashToken } from "@/server/crypto/tokens";
import { apiTokens, memberships } from "@/server/db/schema/users";
import { AppError } from "@/server/errors";
import { route } from "@/server/http/route";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { setRuntime } from "@/server/runtime";
import { createWorld, type World } from "@/server/testing/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  setRuntime(world.runtime);
});
afterAll(() => world.close());

const echo = route({
  scope: "campaigns:write",
  params: z.object({ id: z.uuid() }),
  body: z.object({ name: z.string().min(1, "Give it a name.") }),
  run: async (ctx, { params, body }) => ({
    ...body,
    id: params.id,
    workspaceId: ctx.workspaceId,
    secret: "hidden",
  }),
  view: z.object({ id: z.string(), name: z.string(), workspaceId: z.string() }),
});
const id = "01900000-0000-7000-8000-000000000001";

async function cookie(version = 1): Promise<string> {
  const token = await encode({
    token: { userId: world.userId, workspaceId: world.workspaceId, version },
    secret: world.runtime.env.NEXTAUTH_SECRET,
  });
  return `${SESSION_COOKIE}=${token}`;
}

async function call(
  options: { body?: string; headers?: Record<string, string>; id?: string } = {},
) {
  const request = new Request("http://localhost:3000/api/things", {
    method: "POST",
    body: options.body ?? JSON.stringify({ name: "Autumn" }),
    headers: { "sec-fetch-site": "same-origin", cookie: await cookie(), ...options.headers },
  });
  const response = await echo(request, { params: Promise.resolve({ id: options.id ?? id }) });
  return {
    status: response.status,
    body: await response.json(),
    type: response.headers.get("content-type"),
  };
}

describe("route", () => {
  it("runs the verb in the session's workspace and sends only what the view lists", async () => {
    const { status, body } = await call();
    expect(status).toBe(200);
    expect(body).toEqual({ id, name: "Autumn", workspaceId: world.workspaceId });
  });

  it("answers malformed JSON with what to look for", async () => {
    const { status, body, type } = await call({ body: "{name:" });
    expect(status).toBe(400);
    expect(type).toBe("application/problem+json");
    expect(body.detail).toMatch(/not valid JSON/);
  });

  it("names the field that is wrong", async () => {
    const { status, body } = await call({ body: JSON.stringify({ name: "" }) });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path: "name", message: "Give it a name." }]);
  });

  it("answers 401 without a session, with a foreign one, and after the version was raised", async () => {
    expect((await call({ headers: { cookie: "" } })).status).toBe(401);
    expect((await call({ headers: { cookie: `${SESSION_COOKIE}=forged` } })).status).toBe(401);
    expect((await call({ headers: { cookie: await cookie(7) } })).status).toBe(401);
  });

  it("refuses a write that another site sends with the person's cookie", async () => {
    const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await call({ headers: foreign })).status).toBe(403);
    const old = { "sec-fetch-site": "", origin: "https://evil.example", host: "localhost:3000" };
    expect((await call({ headers: old })).status).toBe(403);
  });

  it("refuses a page whose name was made to point here, although the browser calls it ours", async () => {
    expect((await call({ headers: { host: "evil.example:3000" } })).status).toBe(403);
    expect((await call({ headers: { host: "127.0.0.1:3000" } })).status).toBe(200);
  });

  it("refuses a viewer and says which permission is missing", async () => {
    const db = world.runtime.database.db;
    await db
      .update(memberships)
      .set({ role: "viewer" })
      .where(eq(memberships.userId, world.userId));
    const { status, body } = await call();
    await db.update(memberships).set({ role: "owner" }).where(eq(memberships.userId, world.userId));
    expect(status).toBe(403);
    expect(body.detail).toMatch(/campaigns:write/);
  });

  it("takes an API token with the scope, and not one without it or revoked", async () => {
    const add = (token: string, scopes: string[], revokedAt: Date | null = null) =>
      world.runtime.database.db.insert(apiTokens).values({
        workspaceId: world.workspaceId,
        name: "script",
        prefix: "bw_",
        tokenHash: hashToken(token),
        scopes,
        revokedAt,
      });
    await add("bw_writes", ["campaigns:write"]);
    await add("bw_reads", ["campaigns:read"]);
    await add("bw_gone", ["campaigns:write"], new Date());
    const by = (token: string) =>
      call({ headers: { cookie: "", authorization: `Bearer ${token}`, "sec-fetch-site": "" } });
    expect((await by("bw_writes")).status).toBe(200);
    expect((await by("bw_reads")).status).toBe(403);
    expect((await by("bw_gone")).status).toBe(401);
    expect((await by("bw_unknown")).status).toBe(401);
  });

  it("answers an id that cannot exist like one that does not", async () => {
    expect((await call({ id: "1 or 1=1" })).status).toBe(404);
  });

  it("tells a person nothing about an error that was not foreseen", async () => {
    const broken = route({
      scope: "campaigns:read",
      run: async () => Promise.reject(new Error("password=hunter2")),
    });
    const request = new Request("http://localhost:3000/api/things", {
      headers: { cookie: await cookie() },
    });
    const response = await broken(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("hunter2");
  });

  it("says when to come back after too many tries", async () => {
    const limited = route({
      scope: "campaigns:read",
      run: async () => Promise.reject(new AppError("too_many", "Wait.", { retryAfterSeconds: 30 })),
    });
    const request = new Request("http://localhost:3000/api/things", {
      headers: { cookie: await cookie() },
    });
    const response = await limited(request, { params: Promise.resolve({}) });
    expect(response.headers.get("retry-after")).toBe("30");
  });

  it("refuses a write from an origin that has no name", async () => {
    const request = new Request("http://localhost:3000/api/things", {
      method: "POST",
      body: "{}",
      headers: { origin: "null", cookie: await cookie() },
    });
    const response = await echo(request, { params: Promise.resolve({ id }) });
    expect(response.status).toBe(403);
  });

  it("takes a cookie that cannot be decoded for none", async () => {
    const { status } = await call({ headers: { cookie: `${SESSION_COOKIE}=%E0%A4` } });
    expect(status).toBe(401);
  });
});
