import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import { completion, written } from "@/server/ai/fixtures/fake-model";
import { type Api, listAccounts, newCampaign, setUpByApi } from "./support/api";
import { createProduct, type Product } from "./support/product";
import { expectGenerations, expectUnchanged } from "./support/state";

let product: Product;
let owner: Api;
test.beforeAll(async () => {
  product = await createProduct({ EGRESS_ALLOW: "127.0.0.1" });
  await product.start();
  owner = await setUpByApi(product);
});
test.afterAll(() => product.close());

async function serve(
  answer: Parameters<typeof createServer>[1],
  at: { host?: string; port?: number } = {},
): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const server: Server = createServer(answer);
  const host = at.host ?? "127.0.0.1";
  await new Promise<void>((resolve) => server.listen(at.port ?? 0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const blogAt = (url: string) => ({ platform: "blog", fields: { url, apiKey: "key-of-the-site" } });

test("a blog that refuses, breaks or leads elsewhere is not connected", async () => {
  let reachedInside = 0;
  const inside = await serve(
    (_request, response) => {
      reachedInside += 1;
      response.end("{}");
    },
    { host: "127.0.0.2" },
  );
  let status = 500;
  const site = await serve((_request, response) => {
    response.writeHead(status, { location: `${inside.url}/admin` }).end("{}");
  });
  const connect = (url: string) => owner.refused("POST", "/api/accounts", { body: blogAt(url) });
  await expectUnchanged(owner, async () => {
    for (const [answer, field, words] of [
      [500, "fields.url", /refused the test.*500/],
      [401, "fields.apiKey", /refused the key.*401/],
      [404, "fields.url", /takes no posts at this address/],
      [302, "fields.url", /redirect, which is not followed/],
    ] as const) {
      status = answer;
      const problem = await connect(site.url);
      expect(problem.status).toBe(422);
      expect(problem.errors).toEqual([{ path: field, message: expect.stringMatching(words) }]);
    }
    expect((await connect(`${inside.url}/`)).detail).toMatch(/inside a private network/);
    expect((await connect("not an address")).detail).toMatch(/full address/);
    await site.close();
    expect((await connect(site.url)).detail).toMatch(/No connection to 127\.0\.0\.1/);
  });
  expect(reachedInside).toBe(0);
  await inside.close();
});

test("without EGRESS_ALLOW no address of this machine can be typed in", async () => {
  let reached = 0;
  const site = await serve((_request, response) => {
    reached += 1;
    response.end("{}");
  });
  const strict = await createProduct({ EGRESS_ALLOW: "" });
  await strict.start();
  try {
    const api = await setUpByApi(strict);
    const hosts = [
      "127.0.0.1",
      "localhost",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "2130706433",
      "0.0.0.0",
    ];
    for (const url of [
      ...hosts.map((host) => `http://${host}:${site.port}/`),
      `https://localhost:${site.port}/`,
      "http://169.254.169.254/latest/meta-data/",
      `${strict.url}/sandbox/control/faults`,
    ]) {
      const problem = await api.refused("POST", "/api/accounts", { body: blogAt(url) });
      expect(problem, url).toMatchObject({
        status: 422,
        detail: expect.stringMatching(/inside a private network|must be called over https/),
      });
    }
    expect(await listAccounts(api)).toEqual([]);
    expect(reached).toBe(0);
  } finally {
    await strict.close();
    await site.close();
  }
});

test("a model that is down or talks nonsense fails with the reason, and a retry works", async () => {
  const placeholder = await serve(undefined);
  await placeholder.close();
  const own = await createProduct({
    AI_BASE_URL: placeholder.url,
    AI_API_KEY: "sk-e2e-secret-key",
  });
  await own.start();
  try {
    const api = await setUpByApi(own);
    const created = await api.ok<CampaignView>(
      "POST",
      "/api/campaigns",
      newCampaign("Another one", ["x"]),
    );
    const read = () => api.ok<CampaignView>("GET", `/api/campaigns/${created.id}`);
    await expectGenerations(api, created.id, ["failed"]);
    const down = await read();
    expect(down).toMatchObject({ name: created.name, brief: created.brief, variantCount: 0 });
    expect(down.generations[0]?.error).toMatch(/refused the connection.*AI_BASE_URL/);
    const tested = await api.ok<{ ok: boolean; message: string }>("POST", "/api/ai/test", {});
    expect(tested).toMatchObject({ ok: false, message: expect.stringContaining("AI_BASE_URL") });

    let answer = "<html>It works!</html>";
    const model = await serve(
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" }).end(answer);
      },
      { port: placeholder.port },
    );
    const retry = () => api.ok("POST", `/api/campaigns/${created.id}/generate`, { platform: "x" });
    for (const [nonsense, words] of [
      [answer, /not the chat completions format/],
      [JSON.stringify(completion("Sure! Here are your posts.").body), /not valid JSON/],
      [JSON.stringify(completion({ variants: [{ text: 7 }] }).body), /asked form/],
    ] as const) {
      answer = nonsense;
      await retry();
      await expectGenerations(api, created.id, ["failed"]);
      const failed = await read();
      expect(failed.generations[0]?.error).toMatch(words);
      expect(failed.generations[0]?.error).not.toContain("sk-e2e");
      expect(failed.variantCount).toBe(0);
    }
    const texts = [
      "One farm, one roast, one week. The autumn sacks are open at the shop.",
      "Do you taste the rain in a cup? Come by and tell us which field it was.",
    ];
    answer = JSON.stringify(completion({ variants: texts.map((text) => written(text)) }).body);
    await retry();
    await expectGenerations(api, created.id, ["done"]);
    const variants = await api.ok<VariantView[]>("GET", `/api/campaigns/${created.id}/variants`);
    expect(variants.map(({ text }) => text)).toEqual(texts);
    await model.close();
  } finally {
    await own.close();
  }
});
