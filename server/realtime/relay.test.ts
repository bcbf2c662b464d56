import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WireEvent } from "@/lib/contracts/events";
import { events } from "@/server/db/schema/facts";
import { emit } from "@/server/events/emit";
import { listEventsAfter } from "@/server/events/list-events-after";
import { type EventRelay, startRelay } from "@/server/realtime/relay";
import { addWorkspace, createWorld, type World } from "@/server/testing/world";

let world: World;
let relay: EventRelay;
beforeAll(async () => {
  world = await createWorld();
  relay = await startRelay(world.runtime.database, world.runtime.log);
});
afterAll(async () => {
  await relay.close();
  await world.close();
});

const say = (workspaceId: string, ...names: string[]) =>
  world.runtime.database.db.transaction((tx) =>
    emit(
      tx,
      workspaceId,
      names.map((name) => ({ name: "campaign.changed" as const, data: { name } })),
    ),
  );

/** Collects until `count` facts have arrived. */
async function collect(
  workspaceId: string,
  count: number,
): Promise<{ done: Promise<WireEvent[]>; heard: WireEvent[] }> {
  const heard: WireEvent[] = [];
  const { promise: done, resolve } = Promise.withResolvers<WireEvent[]>();
  const { ready } = relay.subscribe(workspaceId, (event) => {
    heard.push(event);
    if (heard.length === count) resolve(heard);
  });
  await ready;
  return { done, heard };
}

it("tells every fact of the workspace once, in commit order, and of no other", async () => {
  const other = await addWorkspace(world.runtime, "Halden & Co");
  const mine = await collect(world.workspaceId, 4);
  const theirs = await collect(other.workspaceId, 1);
  await say(world.workspaceId, "one");
  await Promise.all([say(world.workspaceId, "two", "three"), say(other.workspaceId, "elsewhere")]);
  await say(world.workspaceId, "four");
  const heard = await mine.done;
  expect(heard.map((e) => e.seq)).toEqual([1, 2, 3, 4]);
  expect(new Set(heard.map((e) => e.data.name))).toEqual(new Set(["one", "two", "three", "four"]));
  expect((await theirs.done).map((e) => e.data.name)).toEqual(["elsewhere"]);
  expect(theirs.heard).toHaveLength(1);
});

it("numbers facts without a gap however many transactions run at once", async () => {
  const { workspaceId } = await addWorkspace(world.runtime, "Busy");
  await Promise.all(Array.from({ length: 12 }, (_, i) => say(workspaceId, `a${i}`, `b${i}`)));
  const rows = await listEventsAfter(world.runtime.database.db, workspaceId, 0);
  expect(rows.map((r) => r.seq)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
});

it("takes a fact back with the transaction that told it", async () => {
  const { workspaceId } = await addWorkspace(world.runtime, "Undone");
  const failing = world.runtime.database.db.transaction(async (tx) => {
    await emit(tx, workspaceId, [{ name: "campaign.changed", data: {} }]);
    throw new Error("rolled back");
  });
  await expect(failing).rejects.toThrow("rolled back");
  expect(
    await world.runtime.database.db
      .select()
      .from(events)
      .where(eq(events.workspaceId, workspaceId)),
  ).toEqual([]);
});

it("hears what rings while it reads in vain", async () => {
  const { database, log } = world.runtime;
  const { workspaceId } = await addWorkspace(world.runtime, "Late");
  let [ring, reconnect] = [(_payload: string) => {}, () => {}];
  let gate = Promise.resolve();
  const slow = await startRelay(
    {
      ...database,
      db: answerAfter(database.db, () => gate),
      async listen(_channel, onPayload, onReconnect) {
        [ring, reconnect] = [onPayload, onReconnect ?? reconnect];
        return async () => {};
      },
    },
    log,
  );
  const { promise: heard, resolve } = Promise.withResolvers<WireEvent>();
  await slow.subscribe(workspaceId, resolve).ready;
  const { promise, resolve: open } = Promise.withResolvers<void>();
  gate = promise;
  reconnect();
  // By now the rows were asked for, and there were none.
  await listEventsAfter(database.db, workspaceId, 0);
  await say(workspaceId, "late");
  ring(`${workspaceId}:1:1:0:`);
  open();
  expect((await heard).data).toEqual({ name: "late" });
});

/** The same database, whose answers to selects arrive only when the gate is open. */
function answerAfter<T extends object>(target: T, gate: () => Promise<void>): T {
  return new Proxy(target, {
    get(whole, key) {
      const value: unknown = Reflect.get(whole, key);
      if (typeof value !== "function") return value;
      if (key === "then")
        return (...hands: [(rows: unknown) => unknown, (error: unknown) => unknown]) =>
          Promise.resolve(value.call(whole))
            .then(async (rows) => {
              await gate();
              return rows;
            })
            .then(...hands);
      return (...given: unknown[]) => {
        const next: unknown = value.apply(whole, given);
        return typeof next === "object" && next ? answerAfter(next, gate) : next;
      };
    },
  });
}
