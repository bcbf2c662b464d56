import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openCredentials } from "@/server/accounts/account-credentials";
import { connectCredentials } from "@/server/accounts/connect-credentials";
import { openAccountSession } from "@/server/accounts/open-session";
import { listPlatformSetups } from "@/server/accounts/platform-setup";
import { socialAccounts } from "@/server/db/schema/accounts";
import { auditLog } from "@/server/db/schema/facts";
import { isAppError } from "@/server/errors";
import { createWorld, type World } from "@/server/testing/world";

let world: World;
let site: Server;
let url: string;
let answer: (request: IncomingMessage, body: string) => { status: number; location?: string };

beforeEach(async () => {
  world = await createWorld();
  answer = () => ({ status: 200 });
  site = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { status, location } = answer(request, body);
    response.writeHead(status, {
      "content-type": "application/json",
      ...(location && { location }),
    });
    response.end(JSON.stringify({ site: { id: "7", name: "Journal" } }));
  });
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  site.closeAllConnections();
  site.close();
  await world.close();
});

const connect = (fields: Record<string, string>, accountId?: string) =>
  connectCredentials(world.ctx(), {
    platform: "blog",
    fields,
    ...(accountId ? { accountId } : {}),
  });

async function blame(fields: Record<string, string>, accountId?: string) {
  const error = await connect(fields, accountId).catch((thrown: unknown) => thrown);
  return isAppError(error) ? error.fields[0]?.path : null;
}

it("connects a site, shows the signing secret once and warns of a careless receiver", async () => {
  const { account, generated, warnings } = await connect({ url, apiKey: "key-1" });
  expect(account).toMatchObject({ platform: "blog", displayName: "Journal", status: "active" });
  expect(generated).toEqual([{ name: "signingSecret", value: expect.stringMatching(/^whsec_/) }]);
  expect(warnings).toHaveLength(1);
  const [row] = await world.runtime.database.db.select().from(socialAccounts);
  expect(row?.sealedCredentials).not.toContain("key-1");
  expect(row && openCredentials(world.runtime, row)).toMatchObject({
    kind: "form",
    values: { url, apiKey: "key-1", signingSecret: generated[0]?.value },
  });
  const session = await openAccountSession(world.runtime, account.id);
  expect(session).toMatchObject({ ok: true, session: { credentials: { apiKey: "key-1" } } });
  const audit = JSON.stringify(await world.runtime.database.db.select().from(auditLog));
  expect(audit).not.toContain("key-1");
  expect(audit).not.toContain("whsec_");
});

it("says nothing of the signature when the receiver checks it", async () => {
  let calls = 0;
  answer = () => ({ status: ++calls === 1 ? 200 : 401 });
  expect((await connect({ url, apiKey: "key-1" })).warnings).toEqual([]);
});

it("names the field that is to blame, and keeps nothing", async () => {
  expect(await blame({ url: "", apiKey: "key-1" })).toBe("fields.url");
  expect(await blame({ url, apiKey: "" })).toBe("fields.apiKey");
  expect(await blame({ url: "not a url", apiKey: "key-1" })).toBe("fields.url");
  expect(await blame({ url: "https://10.0.0.7/hook", apiKey: "key-1" })).toBe("fields.url");
  answer = () => ({ status: 302, location: "http://10.0.0.7/" });
  expect(await blame({ url, apiKey: "key-1" })).toBe("fields.url");
  answer = () => ({ status: 401 });
  expect(await blame({ url, apiKey: "key-1" })).toBe("fields.apiKey");
  answer = () => ({ status: 404 });
  expect(await blame({ url, apiKey: "key-1" })).toBe("fields.url");
  expect(await world.runtime.database.db.select().from(socialAccounts)).toEqual([]);
});

it("renews the same site and refuses another one under its name", async () => {
  const { account } = await connect({ url, apiKey: "key-1" });
  const again = await connect({ url, apiKey: "key-2" }, account.id);
  expect(again.account.id).toBe(account.id);
  const [row] = await world.runtime.database.db.select().from(socialAccounts);
  expect(row && openCredentials(world.runtime, row)).toMatchObject({ values: { apiKey: "key-2" } });
  await world.runtime.database.db.update(socialAccounts).set({ externalId: "other.example/hook" });
  expect(await blame({ url, apiKey: "key-2" }, account.id)).toBe("fields.url");
});

it("refuses a key for a platform that has a consent page", async () => {
  const input = { platform: "x" as const, fields: {} };
  await expect(connectCredentials(world.ctx(), input)).rejects.toMatchObject({
    code: "bad_request",
  });
});

it("tells per platform what is missing on this server", async () => {
  const { items } = await listPlatformSetups(world.ctx());
  const x = items.find((item) => item.platform === "x");
  expect(x).toMatchObject({ ready: false, redirectUrl: expect.stringMatching(/x\/callback$/) });
  expect(x?.missing).toContain("OAUTH_X_CLIENT_ID");
  expect(items.find((item) => item.platform === "blog")).toMatchObject({
    ready: true,
    missing: [],
  });
});
