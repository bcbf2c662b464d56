import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { streamEvents } from "@/server/realtime/stream-events";
import { createWorld, type World } from "@/server/testing/world";
import { createToken } from "@/server/tokens/create-token";
import { revokeToken } from "@/server/tokens/revoke-token";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it("ends the stream of a token that was revoked", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const input = { name: "Listener", scopes: ["analytics:read" as const], expiresAt: null };
    const { token, secret } = await createToken(world.ctx(), input);
    const headers = { authorization: `Bearer ${secret}` };
    const request = new Request("http://localhost/api/v1/events", { headers });
    const reader = streamEvents(world.ctx(), request).body?.getReader();
    const read = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toContain("listening");
    vi.advanceTimersByTime(20_000);
    expect(await read()).toContain("still here");
    await revokeToken(world.ctx(), token.id);
    vi.advanceTimersByTime(20_000);
    expect((await reader?.read())?.done).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
