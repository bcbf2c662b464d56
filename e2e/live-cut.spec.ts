import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import type { SummaryView } from "@/lib/contracts/analytics";
import type { PostView } from "@/lib/contracts/posts";
import { type Api, connectByApi, listPosts, setUpByApi, signInByApi } from "./support/api";
import { type CutProxy, startCutProxy } from "./support/cut-proxy";
import {
  type Door,
  type LiveClient,
  openSocketClient,
  openStreamClient,
} from "./support/live-clients";
import { createProduct, type Product } from "./support/product";
import { createWritten } from "./support/state";

const SOCKETS = 35;
const STREAMS = 15;
const CAMPAIGNS = ["Autumn launch", "Winter roast", "Spring tasting"];

let product: Product;
let network: CutProxy;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
  network = await startCutProxy(product.url);
});
test.afterAll(async () => {
  await network.close();
  await product.close();
});

interface Counted {
  post: PostView;
  token: string;
  conversions: number;
}

const makeToken = async (api: Api, name: string, scope: string) =>
  (await api.ok<{ secret: string }>("POST", "/api/tokens", { name, scopes: [scope] })).secret;

async function publishAll(api: Api): Promise<Counted[]> {
  // An account each: the platform refuses a text that an account has just had.
  for (const [profile, name] of CAMPAIGNS.entries()) {
    const account = await connectByApi(api, "x", profile);
    const { id: campaignId } = await createWritten(api, name, ["x"]);
    await api.ok("POST", "/api/posts", { campaignId, accountId: account.id });
  }
  await expect
    .poll(async () => {
      await product.advance(1000);
      return (await listPosts(api)).map(({ status }) => status);
    })
    .toEqual(CAMPAIGNS.map(() => "published"));
  const posts = await listPosts(api);
  return Promise.all(
    posts.map(async (post, i) => ({
      post,
      token: await makeToken(api, `Shop ${i}`, "analytics:write"),
      conversions: 0,
    })),
  );
}

/** Tells the next total until it is taken, as a shop does whose server is away for a moment. */
async function countNext(counted: Counted): Promise<void> {
  const total = counted.conversions + 1 + (counted.conversions % 5);
  const observedAt = new Date().toISOString();
  const items = [{ postId: counted.post.id, metrics: { conversions: total }, observedAt }];
  for (;;) {
    const answer = await fetch(`${product.url}/api/analytics/ingest`, {
      method: "POST",
      headers: { authorization: `Bearer ${counted.token}`, "content-type": "application/json" },
      body: JSON.stringify({ items }),
    }).catch(() => null);
    if (answer?.ok) break;
    await sleep(100);
  }
  counted.conversions = total;
}

/** Counts go on and on until it is told to stop. */
function goOn(all: readonly Counted[]): () => Promise<void> {
  let isOver = false;
  const running = all.map(async (counted) => {
    while (!isOver) {
      await countNext(counted);
      await sleep(150);
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(running);
  };
}

const cookieOf = async (api: Api) =>
  (await api.context.storageState()).cookies
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");

const readSeq = async (api: Api) =>
  (await api.ok<SummaryView>("GET", "/api/analytics/summary")).seq;

test("server killed and network cut: whoever listens misses nothing and hears nothing twice", async () => {
  test.setTimeout(240_000);
  const api = await setUpByApi(product);
  const all = await publishAll(api);
  const listeners = await Promise.all(
    CAMPAIGNS.map((name) => makeToken(api, name, "analytics:read")),
  );
  const cookie = await cookieOf(api);
  const door: Door = { url: network.url, after: await readSeq(api) };
  const idOf = (i: number) => all[i % (all.length + 1)]?.post.campaignId ?? null;
  const sockets = Array.from({ length: SOCKETS }, (_, i) => ({
    campaignId: idOf(i),
    client: openSocketClient(door, cookie, idOf(i)),
  }));
  const streams = Array.from({ length: STREAMS }, (_, i) =>
    openStreamClient(door, listeners[i % listeners.length] ?? ""),
  );

  const stop = goOn(all);
  await sleep(2000);
  network.cut();
  await sleep(1500);
  await product.kill();
  await sleep(500);
  await product.start();
  await sleep(2000);
  network.cut();
  await sleep(300);
  network.cut();
  await sleep(1500);
  await stop();

  const again = await signInByApi(product);
  for (const each of all) await countNext(each);
  const lastSeq = await readSeq(again);
  const heardAll = (client: LiveClient) => (client.spans.at(-1)?.to ?? 0) >= lastSeq;
  const everyone = [...sockets.map(({ client }) => client), ...streams];
  await expect
    .poll(() => everyone.filter((client) => !heardAll(client)).map((each) => each.state()), {
      timeout: 60_000,
    })
    .toEqual([]);

  const total = all.reduce((sum, { conversions }) => sum + conversions, 0);
  const summary = await again.ok<SummaryView>("GET", "/api/analytics/summary");
  expect(summary.totals.counts.conversions).toBe(total);
  expect(total).toBeGreaterThan(CAMPAIGNS.length * 20);
  for (const { campaignId, client } of sockets) {
    const own = all.find(({ post }) => post.campaignId === campaignId);
    expect(client.conversions()).toBe(own ? own.conversions : total);
    let seq = door.after;
    for (const { from, to } of client.spans) {
      expect(from).toBe(seq + 1);
      seq = to;
    }
  }
  const [first, ...others] = streams.map(({ spans }) => spans.map(({ to }) => to));
  const inOrder = [...new Set(first)].sort((a, b) => a - b);
  expect(first).toEqual(inOrder);
  for (const other of others) expect(other).toEqual(first);
  for (const client of streams) expect(client.conversions()).toBe(total);
  for (const client of everyone) client.close();
});
