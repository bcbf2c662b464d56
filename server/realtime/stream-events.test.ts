import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { StreamQuery } from "@/lib/contracts/outbound-events";
import { events } from "@/server/db/schema/facts";
import { emit } from "@/server/events/emit";
import { readEventSeq } from "@/server/events/read-event-seq";
import { startRelay } from "@/server/realtime/relay";
import { streamEvents } from "@/server/realtime/stream-events";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, createWorld, type World } from "@/server/testing/world";
import { createToken } from "@/server/tokens/create-token";
import { revokeToken } from "@/server/tokens/revoke-token";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  world.runtime.relay = await startRelay(world.runtime.database, world.runtime.log);
});
afterAll(async () => {
  await world.runtime.relay.close();
  await world.close();
});

const address = "http://localhost/api/v1/events";

function listen(
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
  ctx = world.ctx(),
) {
  const request = new Request(address, { headers });
  const reader = streamEvents(ctx, request, StreamQuery.parse(query)).body?.getReader();
  if (!reader) throw new Error("there is no stream");
  const decoder = new TextDecoder();
  let text = "";
  return {
    /** Reads on until so many events have come. */
    async take(count: number): Promise<{ id: number; data: Record<string, unknown> }[]> {
      for (;;) {
        const found = [...text.matchAll(/^id: (\d+)\nevent: .*\ndata: (.*)\n\n/gm)];
        if (found.length >= count)
          return found.map(([, id, data]) => ({ id: Number(id), data: JSON.parse(data ?? "") }));
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended after ${text}`);
        text += decoder.decode(value);
      }
    },
    async untilOpen(): Promise<void> {
      while (!text.includes("listening")) text += decoder.decode((await reader.read()).value);
    },
    close: () => reader.cancel(),
  };
}

const say = (...names: string[]) =>
  world.runtime.database.db.transaction((tx) =>
    emit(
      tx,
      world.workspaceId,
      names.map((name) => ({ name: "campaign.changed" as const, data: { name } })),
    ),
  );

it("ends the stream of a token that was revoked", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const input = { name: "Listener", scopes: ["analytics:read" as const], expiresAt: null };
    const { token, secret } = await createToken(world.ctx(), input);
    const headers = { authorization: `Bearer ${secret}` };
    const request = new Request(address, { headers });
    const stream = streamEvents(world.ctx(), request, StreamQuery.parse({}));
    const reader = stream.body?.getReader();
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

it("tells each event once and in order, however many transactions run at once, also after a break", async () => {
  const live = listen();
  await live.untilOpen();
  await Promise.all(Array.from({ length: 10 }, (_, i) => say(`a${i}`, `b${i}`)));
  const heard = await live.take(20);
  await live.close();
  await say("missed");
  const from = heard[11]?.id ?? 0;
  const again = listen({}, { "last-event-id": String(from) });
  const rest = await again.take(9);
  await again.close();
  const ids = heard.map(({ id }) => id);
  expect(ids).toEqual(ids.map((_, i) => (ids[0] ?? 0) + i));
  expect([...ids.slice(0, 12), ...rest.map(({ id }) => id)]).toEqual([...ids, (ids[19] ?? 0) + 1]);
});

it("opens no stream for who only asks for its head", async () => {
  const request = () => new Request(address, { method: "HEAD" });
  for (let i = 0; i < 30; i++)
    expect(streamEvents(world.ctx(), request(), StreamQuery.parse({})).body).toBeNull();
  const stream = listen();
  await stream.untilOpen();
  await stream.close();
});

it("says so where events are gone, and goes on with what is there", async () => {
  const { db } = world.runtime.database;
  const last = await readEventSeq(db, world.workspaceId);
  await say("gone", "there");
  await db.delete(events).where(eq(events.seq, last + 1));
  const stream = listen({}, { "last-event-id": String(last) });
  const [resumed, next] = await stream.take(2);
  await stream.close();
  expect(resumed).toEqual({ id: last + 1, data: { seq: last + 1, missed: true } });
  expect(next?.id).toBe(last + 2);
  // As after a restore: the client knows of more than there is.
  const ahead = listen({}, { "last-event-id": String(last + 1000) });
  expect(await ahead.take(1)).toEqual([{ id: last + 2, data: { seq: last + 2, missed: true } }]);
  await say("after");
  expect((await ahead.take(2)).at(-1)?.id).toBe(last + 3);
  await ahead.close();
});

it("tells only what was asked for, with the post as a webhook has it", async () => {
  const account = await addAccount(world);
  const post = await addPublishedPost(world, { accountId: account.id });
  const stream = listen({ events: "post.published,post.failed" });
  await stream.untilOpen();
  await say("not this");
  await world.runtime.database.db.transaction((tx) =>
    emit(tx, world.workspaceId, [
      { name: "generation.progressed", data: {} },
      { name: "post.published", data: { postId: post.id } },
    ]),
  );
  const [only] = await stream.take(1);
  expect(only?.data).toMatchObject({
    seq: only?.id,
    type: "post.published",
    alias: "content:published",
    data: { postId: post.id, post: { status: "published", platform: "x" } },
  });
  await stream.close();
  expect(StreamQuery.safeParse({ events: "post.invented" }).success).toBe(false);
});

it("tells of learning only those who may see it", async () => {
  const { scopes, ...actor } = world.ctx().actor;
  const few = new Set([...scopes].filter((each) => each !== "learning:read"));
  const stream = listen({}, {}, { ...world.ctx(), actor: { ...actor, scopes: few } as never });
  await stream.untilOpen();
  await world.runtime.database.db.transaction((tx) =>
    emit(tx, world.workspaceId, [{ name: "learning.completed", data: {} }]),
  );
  await say("this");
  const [first] = await stream.take(1);
  await stream.close();
  expect(first?.data).toMatchObject({ type: "campaign.changed" });
});

it("loses nothing where events come faster than they are read", async () => {
  const long = "x".repeat(2000);
  const stream = listen();
  await stream.untilOpen();
  await say(...Array.from({ length: 400 }, (_, i) => `${i} ${long}`));
  const { length } = await stream.take(400);
  expect(length).toBe(400);
  await stream.close();
});

it("lets go of who does not read", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const { secret } = await createToken(world.ctx(), {
      name: "Slow",
      scopes: ["analytics:read" as const],
      expiresAt: null,
    });
    const request = new Request(address, { headers: { authorization: `Bearer ${secret}` } });
    await say(...Array.from({ length: 200 }, (_, i) => `${i} ${"x".repeat(2000)}`));
    const body = streamEvents(world.ctx(), request, StreamQuery.parse({ after: "0" })).body;
    const reader = body?.getReader();
    await reader?.read();
    const ending = reader?.closed.catch((error: Error) => error.message);
    const { promise: ended, resolve } = Promise.withResolvers<unknown>();
    void ending?.then(resolve);
    let over: unknown = null;
    void ended.then((reason) => {
      over = reason;
    });
    for (let beats = 0; beats < 500 && over === null; beats++) {
      vi.advanceTimersByTime(20_000);
      await new Promise((go) => setImmediate(go));
    }
    expect(over).toContain("too slow");
  } finally {
    vi.useRealTimers();
  }
});
