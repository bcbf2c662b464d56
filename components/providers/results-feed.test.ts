import { QueryClient } from "@tanstack/react-query";
import type { Socket } from "socket.io-client";
import { expect, it } from "vitest";
import { createResultsFeed } from "@/components/providers/results-feed";
import type { Group, SummaryView } from "@/lib/contracts/analytics";
import type { JoinAnswer, ResultsPatch } from "@/lib/contracts/results-patch";

const bucket = Date.parse("2026-03-02T08:00:00Z");
const key = ["analytics", {}];

function groupOf(views: number): Group {
  const rest = { likes: 0, shares: 0, comments: 0, clicks: 0, saves: 0, conversions: 0 };
  const unknown = { low: null, high: null, trials: null };
  const rate = { goal: "engagement" as const, value: 0, ...unknown, part: 0, base: views };
  return { posts: 1, counts: { views, ...rest }, rate };
}

function viewOf(seq: number, views: number): SummaryView {
  const group = groupOf(views);
  return {
    ...{ now: "2026-03-02T09:00:00.000Z", seq, freshAt: null, freshness: [], timeZone: "UTC" },
    ...{ sandbox: false, realPostsLeftOut: 0, goal: "engagement", from: null },
    ...{ to: "2026-03-02T09:15:00.000Z", totals: group, before: null, kpis: [], marks: [] },
    platforms: [{ platform: "x", ...group }],
    accounts: [{ accountId: "a", platform: "x", handle: "northlight", ...group }],
    campaigns: [{ campaignId: "c", name: "Harvest", ...group }],
    ...{ campaignsLeftOut: 0, variants: [] },
    series: {
      bucket: "hour",
      points: [
        {
          ...{ at: "2026-03-02T08:00:00.000Z", views, engagements: 0, clicks: 0, conversions: 0 },
          shares: { engagement: { part: 0, base: views }, ctr: { part: 0, base: views } },
        },
      ],
    },
  };
}

function patchOf(seq: number, views: number, fromSeq = seq): ResultsPatch {
  const change = { platform: "x" as const, accountId: "a", variantId: null, bucket };
  const changes = [{ ...change, counts: { views } }];
  const changed = [{ campaignId: "c", sandbox: false, changes, posts: [] }];
  return { fromSeq, toSeq: seq, at: "2026-03-02T09:00:00.000Z", changed };
}

/** The server's end: what was asked of it, and what it says. */
function open(view: SummaryView) {
  const asked: { name: string; order: unknown; answer(told: JoinAnswer): void }[] = [];
  const listeners = new Map<string, (told?: ResultsPatch) => void>();
  const socket = {
    connected: true,
    on: (name: string, listener: () => void) => void listeners.set(name, listener),
    off: (name: string) => void listeners.delete(name),
    emit: (name: string, order: unknown, answer = () => {}) =>
      void asked.push({ name, order, answer }),
  };
  const client = new QueryClient();
  client.setQueryData(key, view);
  const feed = createResultsFeed(client, socket as unknown as Socket);
  const fetched = (next: SummaryView) =>
    client.fetchQuery({ queryKey: key, queryFn: () => next, staleTime: 0 });
  return {
    asked,
    fetched,
    leave: feed.follow(key, {}),
    say: (patch: ResultsPatch) => listeners.get("results:metrics")?.(patch),
    connect: () => listeners.get("connect")?.(),
    seen: () => {
      const { seq, totals } = client.getQueryData<SummaryView>(key) ?? viewOf(-1, -1);
      return [seq, totals.counts.views];
    },
  };
}

it("adds what came between the fetch and the room, then what comes, each once", () => {
  const { asked, say, seen, leave } = open(viewOf(10, 100));
  expect(asked[0]).toMatchObject({ name: "results:subscribe", order: { after: 10 } });
  // Sent to others in the room, and in the answer too.
  say(patchOf(12, 5));
  expect(seen()).toEqual([10, 100]);
  asked[0]?.answer({ ok: true, seq: 12, patch: patchOf(12, 5, 11) });
  expect(seen()).toEqual([12, 105]);
  say(patchOf(15, 3, 13));
  say(patchOf(15, 3, 13));
  expect(seen()).toEqual([15, 108]);
  leave();
  expect(asked.at(-1)?.name).toBe("results:unsubscribe");
});

it("asks again after each fetch and each new connection", async () => {
  const { asked, say, seen, fetched, connect } = open(viewOf(10, 100));
  asked[0]?.answer({ ok: true, seq: 11, patch: null });
  say(patchOf(12, 5));
  expect(seen()).toEqual([12, 105]);
  // The answer of a fetch that began before the patch came replaces it.
  await fetched(viewOf(11, 100));
  expect(asked[1]?.order).toEqual({ after: 11 });
  asked[1]?.answer({ ok: true, seq: 12, patch: patchOf(12, 5) });
  expect(seen()).toEqual([12, 105]);
  connect();
  say(patchOf(20, 1));
  expect(seen()).toEqual([12, 105]);
  asked[2]?.answer({ ok: true, seq: 20, patch: patchOf(20, 8, 13) });
  expect(seen()).toEqual([20, 113]);
});
