import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type Resumed, SOCKET_EVENT, type WireEvent } from "@/lib/contracts/events";
import type { JoinAnswer, ResultsPatch } from "@/lib/contracts/results-patch";
import { emit } from "@/server/events/emit";
import { forgetEvents } from "@/server/events/forget-events";
import { readEventSeq } from "@/server/events/read-event-seq";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { startRelay } from "@/server/realtime/relay";
import { startRealtime } from "@/server/realtime/start-realtime";
import { addCampaign, addWorkspace, createWorld, type World } from "@/server/testing/world";

const DAY_MS = 86_400_000;

let world: World;
let stop: () => Promise<void>;
let url: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  world = await createWorld();
  world.runtime.relay = await startRelay(world.runtime.database, world.runtime.log);
  const server = createServer();
  ({ stop } = await startRealtime(server, world.runtime));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(async () => {
  await stop();
  await world.close();
});

async function signIn({ workspaceId, userId } = world): Promise<{ cookie: string }> {
  const token = { userId, workspaceId, version: 1 };
  const sealed = await encode({ token, secret: world.runtime.env.NEXTAUTH_SECRET });
  return { cookie: `${SESSION_COOKIE}=${sealed}` };
}

interface Hearing {
  socket: Socket;
  events: WireEvent[];
  /** Once all up to this `seq` was heard. */
  upTo(seq: number): Promise<void>;
}

/** A client that names the last `seq` it has, and keeps what it hears. */
async function hear(resume?: number): Promise<Hearing> {
  const auth = resume === undefined ? {} : { resume };
  const socket = io(url, {
    path: "/api/socket",
    transports: ["websocket"],
    extraHeaders: await signIn(),
    forceNew: true,
    auth,
  });
  sockets.push(socket);
  const events: WireEvent[] = [];
  let check = () => {};
  socket.on(SOCKET_EVENT, (...told: WireEvent[]) => {
    events.push(...told);
    check();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once(resume === undefined ? "connect" : "resumed", () => resolve());
    socket.once("connect_error", reject);
  });
  const upTo = (seq: number) =>
    new Promise<void>((resolve) => {
      check = () => void ((events.at(-1)?.seq ?? 0) >= seq && resolve());
      check();
    });
  return { socket, events, upTo };
}

const seqNow = () => readEventSeq(world.runtime.database.db, world.workspaceId);

const say = (names: string[]) =>
  world.runtime.database.db.transaction((tx) =>
    emit(
      tx,
      world.workspaceId,
      names.map((name) => ({ name: "campaign.changed" as const, data: { name } })),
    ),
  );

const count = (campaignId: string, views: number) =>
  world.runtime.database.db.transaction((tx) =>
    emit(tx, world.workspaceId, [
      {
        name: "metrics.changed",
        data: {
          campaignId,
          sandbox: false,
          changes: [
            { platform: "x", accountId: "a", variantId: null, bucket: 0, counts: { views } },
          ],
          posts: [{ postId: "p", counts: { views } }],
        },
      },
    ]),
  );

const newCampaign = async (workspaceId = world.workspaceId): Promise<string> =>
  (await addCampaign({ ...world, workspaceId })).id;

const viewsOf = (patches: readonly (ResultsPatch | null)[]) =>
  patches
    .flatMap((patch) => patch?.changed ?? [])
    .flatMap(({ changes }) => changes)
    .reduce((sum, { counts }) => sum + (counts.views ?? 0), 0);

/** Each notice begins where the one before ended. */
function expectWhole(events: readonly WireEvent[], after: number, to: number): void {
  let seq = after;
  for (const event of events) {
    expect(event.from ?? event.seq).toBe(seq + 1);
    seq = event.seq;
  }
  expect(seq).toBe(to);
}

it("tells who comes back what was missed and goes on, each fact once and in order", async () => {
  const campaignId = await newCampaign();
  const before = await seqNow();
  const first = await hear(before);
  await say(["one", "two"]);
  await count(campaignId, 1);
  await first.upTo(before + 3);
  first.socket.close();
  await say(["missed"]);
  await count(campaignId, 2);
  await count(campaignId, 3);
  // Facts go on while it is brought up to date.
  const busy = (async () => {
    for (let i = 0; i < 20; i++) await (i % 3 === 0 ? count(campaignId, 1) : say([`busy ${i}`]));
  })();
  const again = await hear(before + 3);
  await busy;
  const last = await seqNow();
  await again.upTo(last);
  expectWhole(first.events, before, before + 3);
  expectWhole(again.events, before + 3, last);
});

it("leaves nothing out for who comes back alone, while what came before still waited its turn", async () => {
  const campaignId = await newCampaign();
  const before = await seqNow();
  const first = await hear(before);
  await count(campaignId, 1);
  await first.upTo(before + 1);
  // Told with the next turn of the room, which is empty by then.
  await count(campaignId, 2);
  first.socket.close();
  // By the time of this answer the server has seen that it is gone.
  await fetch(`${url}/api/socket/`);
  await count(campaignId, 3);
  const again = await hear(before + 1);
  await say(["after"]);
  await again.upTo(before + 4);
  expectWhole(again.events, before + 1, before + 4);
});

it("tells of changed counts only where, and keeps the rest of their order", async () => {
  const campaignId = await newCampaign();
  const before = await seqNow();
  await count(campaignId, 1);
  await count(campaignId, 2);
  await say(["between"]);
  const { events, upTo } = await hear(before);
  await upTo(before + 3);
  expect(events).toMatchObject([
    { from: before + 1, seq: before + 2, data: { campaignIds: [campaignId] } },
    { seq: before + 3, data: { name: "between" } },
  ]);
});

it("sends who is too far behind, or knows of more than there is, to fetch anew", async () => {
  const socket = io(url, {
    path: "/api/socket",
    transports: ["websocket"],
    extraHeaders: await signIn(),
    forceNew: true,
    auth: { resume: 1_000_000 },
  });
  sockets.push(socket);
  const resumed = await new Promise<Resumed>((resolve) => socket.once("resumed", resolve));
  expect(resumed).toEqual({ seq: await seqNow(), missed: true });
  const near = await hear();
  await say(Array.from({ length: 2001 }, (_, i) => `${i}`));
  await near.upTo(await seqNow());
  const late = await hear(resumed.seq);
  expect(late.events).toEqual([]);
  const now = await seqNow();
  await say(["after"]);
  await late.upTo(now + 1);
  expectWhole(late.events, now, now + 1);
});

it("sends who was away longer than events are kept to fetch anew", async () => {
  const { runtime } = world;
  const campaignId = await newCampaign();
  const before = await seqNow();
  await count(campaignId, 1);
  await say(["old"]);
  const shift = Date.now() - runtime.clock.now().getTime();
  runtime.clock.advance(shift + 29 * DAY_MS);
  await forgetEvents(runtime);
  const first = await hear(before);
  await first.upTo(before + 2);
  expectWhole(first.events, before, before + 2);
  runtime.clock.advance(2 * DAY_MS);
  // A batch each: there are many from before.
  for (let minute = 0; minute < 3; minute++) await forgetEvents(runtime);
  const { socket, events } = await hear(before);
  expect(events).toEqual([]);
  const order = { campaignId, after: before };
  const answer: JoinAnswer = await socket.emitWithAck("campaign:subscribe", order);
  expect(answer).toMatchObject({ ok: true, seq: before + 2, patch: { refetch: true } });
});

it("adds up results for a room exactly, whenever somebody joins", async () => {
  const [mine, other] = [await newCampaign(), await newCampaign()];
  const before = await seqNow();
  let told = 0;
  const busy = (async () => {
    for (let i = 1; i <= 60; i++) {
      await count(i % 4 === 0 ? other : mine, i);
      told += i % 4 === 0 ? 0 : i;
    }
  })();
  const joined = await Promise.all(
    Array.from({ length: 8 }, async (_, nth) => {
      const { socket } = await hear();
      for (let i = 0; i < nth; i++) await new Promise((go) => setImmediate(go));
      const patches: ResultsPatch[] = [];
      socket.on("campaign:metrics", (patch: ResultsPatch) => void patches.push(patch));
      const order = { campaignId: mine, after: before };
      const answer: JoinAnswer = await socket.emitWithAck("campaign:subscribe", order);
      if (!answer.ok) throw new Error(answer.message);
      return { socket, answer, patches };
    }),
  );
  await busy;
  await count(mine, 1000);
  const last = await seqNow();
  for (const { answer, patches, socket } of joined) {
    while ((patches.at(-1)?.toSeq ?? answer.seq) < last)
      await new Promise((heard) => socket.once("campaign:metrics", heard));
    let seq = answer.seq;
    for (const { fromSeq, toSeq } of patches) {
      expect(fromSeq).toBeGreaterThan(seq);
      seq = toSeq;
    }
    expect(viewsOf([answer.patch, ...patches])).toBe(told + 1000);
  }
});

it("lets nobody into another workspace's room", async () => {
  const other = await addWorkspace(world.runtime, "Halden & Co");
  const theirs = await newCampaign(other.workspaceId);
  const { socket, events } = await hear();
  expect(await socket.emitWithAck("campaign:subscribe", { campaignId: theirs })).toMatchObject({
    ok: false,
  });
  expect(await socket.emitWithAck("campaign:subscribe", {})).toMatchObject({ ok: false });
  expect(await socket.emitWithAck("results:subscribe", { after: 0 })).toMatchObject({ ok: true });
  await world.runtime.database.db.transaction((tx) =>
    emit(tx, other.workspaceId, [{ name: "campaign.changed", data: { name: "theirs" } }]),
  );
  await say(["ours"]);
  const names = () => events.map(({ data }) => data.name);
  while (!names().includes("ours")) await new Promise((heard) => socket.once(SOCKET_EVENT, heard));
  expect(names()).not.toContain("theirs");
});

it("lets one socket into fifty rooms at most, however fast it asks", async () => {
  const ids = await Promise.all(Array.from({ length: 60 }, () => newCampaign()));
  const { socket } = await hear();
  const answers: JoinAnswer[] = await Promise.all(
    ids.map((campaignId) => socket.emitWithAck("campaign:subscribe", { campaignId })),
  );
  const entered = answers.filter(({ ok }) => ok).length;
  expect(entered).toBeGreaterThan(40);
  expect(entered).toBeLessThanOrEqual(50);
  const closed = new Promise((resolve) => socket.once("disconnect", resolve));
  for (let i = 0; i < 500; i++) socket.emit("campaign:subscribe", { campaignId: ids[0], after: i });
  await closed;
});

it("lets go of a socket that does not read, and tells it all when it is back", async () => {
  const before = await seqNow();
  const raw = new WebSocket(`${url.replace("http", "ws")}/api/socket/?EIO=4&transport=websocket`, {
    headers: await signIn(),
  });
  await once(raw, "open");
  const ready = new Promise<void>((resolve) => {
    raw.on("message", (data) => {
      if (String(data).startsWith("40")) resolve();
    });
  });
  raw.send(`40${JSON.stringify({ resume: before })}`);
  await ready;
  raw.pause();
  const long = "x".repeat(500_000);
  const closed = once(raw, "close");
  // What the machine's own buffers take is not held by the server.
  for (let i = 0; i < 50; i++) await say([`${i} ${long}`]);
  raw.resume();
  await closed;
  const last = await seqNow();
  const { events, upTo } = await hear(before);
  await upTo(last);
  expectWhole(events, before, last);
});
