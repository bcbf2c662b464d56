import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isPrivateAddress } from "./egress-address";
import { redactText } from "./egress-log";
import { createEgress, EgressError, type EgressOptions } from "./http";

type Handler = (req: IncomingMessage, res: ServerResponse) => void;
const open: Array<{ close(): unknown }> = [];

afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

async function serve(handler: Handler): Promise<{ origin: string; port: number }> {
  const server: Server = createServer(handler);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port };
}

function egress(options: Partial<EgressOptions> = {}) {
  const client = createEgress({ allow: [], trustedOrigins: [], ...options });
  open.push(client);
  return client;
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("private addresses", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fd00:ec2::254",
    "fe80::1%eth0",
    "ff02::1",
    "not-an-address",
  ])("%s is private", (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(["1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])(
    "%s is public",
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );
});

describe("typed URLs", () => {
  it.each([
    "http://127.0.0.1:1/",
    "https://127.0.0.1:1/",
    "https://[::1]:1/",
    "https://[::ffff:127.0.0.1]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://169.254.169.254/latest/meta-data",
  ])("refuses %s", async (url) => {
    const error = await failure(egress().request(url, { trust: "typed" }));
    expect(error).toMatchObject({ code: "private_address", sent: "no" });
  });

  it("refuses a name that resolves to a private address, also beside a public one", async () => {
    const client = egress({
      resolve: async () => [
        { address: "1.1.1.1", family: 4 },
        { address: "10.0.0.5", family: 4 },
      ],
    });
    const error = await failure(client.request("https://blog.example/", { trust: "typed" }));
    expect(error).toMatchObject({ code: "private_address", sent: "no" });
  });

  it("judges the address it dials, so that a second DNS answer changes nothing", async () => {
    const answers = ["1.1.1.1", "127.0.0.1"];
    let asked = 0;
    const client = egress({
      allow: ["1.1.1.1"],
      resolve: async () => [{ address: answers[asked++] ?? "127.0.0.1", family: 4 }],
    });
    const target = await serve((_req, res) => res.end("inside"));
    const url = `https://rebind.example:${target.port}/`;
    await failure(client.request(url, { trust: "typed", timeoutMs: 50 }));
    const second = await failure(client.request(url, { trust: "typed", timeoutMs: 50 }));
    expect(second).toMatchObject({ code: "private_address" });
  });

  it("refuses plain http and foreign schemes", async () => {
    const client = egress();
    for (const url of ["http://example.com/", "file:///etc/passwd", "https://a:b@example.com/"]) {
      const error = await failure(client.request(url, { trust: "typed" }));
      expect(error).toMatchObject({ code: "scheme", sent: "no" });
    }
  });

  it.each([(port: number) => `127.0.0.1:${port}`, () => "127.0.0.0/8", () => "127.0.0.1"])(
    "reaches what the allow list names",
    async (entry) => {
      const { origin, port } = await serve((_req, res) => res.end("ok"));
      const response = await egress({ allow: [entry(port)] }).request(origin, {
        trust: "typed",
      });
      expect(response.text()).toBe("ok");
    },
  );

  it("does not take an operator's origin for typed URLs", async () => {
    const { origin } = await serve((_req, res) => res.end("ok"));
    const client = egress({ trustedOrigins: [origin] });
    expect(await failure(client.request(origin, { trust: "typed" }))).toMatchObject({
      code: "private_address",
    });
    expect((await client.request(origin, { trust: "operator" })).status).toBe(200);
  });

  it("refuses an operator call to a private address nobody configured", async () => {
    const { origin } = await serve((_req, res) => res.end("ok"));
    expect(await failure(egress().request(origin, { trust: "operator" }))).toMatchObject({
      code: "private_address",
    });
  });
});

describe("redirects", () => {
  it("are an error unless asked for", async () => {
    const { origin, port } = await serve((_req, res) =>
      res.writeHead(302, { location: "https://example.com/" }).end(),
    );
    const client = egress({ allow: [`127.0.0.1:${port}`] });
    expect(await failure(client.request(origin, { trust: "typed" }))).toMatchObject({
      code: "redirect",
      sent: "maybe",
    });
  });

  it("are checked at every hop", async () => {
    const inside = await serve((_req, res) => res.end("inside"));
    const outside = await serve((_req, res) =>
      res.writeHead(302, { location: `${inside.origin}/meta` }).end(),
    );
    const client = egress({ allow: [`127.0.0.1:${outside.port}`] });
    const error = await failure(
      client.request(outside.origin, { trust: "typed", redirect: "follow" }),
    );
    expect(error).toMatchObject({ code: "private_address", sent: "maybe" });
  });

  it("lose credentials when they leave the origin", async () => {
    let seen: IncomingMessage["headers"] = {};
    const other = await serve((req, res) => {
      seen = req.headers;
      res.end("ok");
    });
    const first = await serve((_req, res) =>
      res.writeHead(307, { location: `${other.origin}/next` }).end(),
    );
    const client = egress({ allow: ["127.0.0.0/8"] });
    await client.request(first.origin, {
      trust: "typed",
      redirect: "follow",
      headers: {
        Authorization: "Bearer t",
        "X-API-Key": "k",
        Accept: "text/plain",
      },
    });
    expect(seen.authorization).toBeUndefined();
    expect(seen["x-api-key"]).toBeUndefined();
    expect(seen.accept).toBe("text/plain");
  });

  it("stop after three", async () => {
    let hops = 0;
    const { origin } = await serve((_req, res) => {
      hops += 1;
      res.writeHead(302, { location: "/again" }).end();
    });
    const client = egress({ allow: ["127.0.0.0/8"] });
    const error = await failure(client.request(origin, { trust: "typed", redirect: "follow" }));
    expect(error).toMatchObject({ code: "too_many_redirects" });
    expect(hops).toBe(4);
  });

  it("leave a 308 without Location alone", async () => {
    const { origin } = await serve((_req, res) => res.writeHead(308, { range: "bytes=0-9" }).end());
    const response = await egress({ trustedOrigins: [origin] }).request(origin, {
      trust: "operator",
    });
    expect(response.headers.range).toBe("bytes=0-9");
  });
});

describe("limits and failures", () => {
  it("stops reading a body that is too large", async () => {
    const { origin } = await serve((_req, res) => res.end("x".repeat(5000)));
    const client = egress({ trustedOrigins: [origin], maxBytes: 1000 });
    expect(await failure(client.request(origin, { trust: "operator" }))).toMatchObject({
      code: "too_large",
      sent: "maybe",
    });
  });

  it("says maybe when an answer does not come in time or breaks off", async () => {
    const slow = await serve(() => {});
    const broken = await serve((req) => req.socket.destroy());
    const client = egress({ trustedOrigins: [slow.origin, broken.origin] });
    const send = (origin: string) =>
      failure(
        client.request(origin, {
          method: "POST",
          trust: "operator",
          timeoutMs: 100,
        }),
      );
    expect(await send(slow.origin)).toMatchObject({
      code: "timeout",
      sent: "maybe",
    });
    expect(await send(broken.origin)).toMatchObject({
      code: "connection",
      sent: "maybe",
    });
  });

  it("says no when nothing listens or the name does not exist", async () => {
    const { origin } = await serve(() => {});
    for (const item of open.splice(0)) await item.close();
    const client = egress({
      trustedOrigins: [origin],
      resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    });
    expect(await failure(client.request(origin, { trust: "operator" }))).toMatchObject({
      code: "connection",
      sent: "no",
    });
    const unknown = await failure(client.request("https://nowhere.example", { trust: "typed" }));
    expect(unknown).toBeInstanceOf(EgressError);
    expect(unknown).toMatchObject({ code: "dns", sent: "no" });
  });
});

it("logs neither query values nor long opaque path parts", async () => {
  const lines: string[] = [];
  const { origin } = await serve((_req, res) => res.end("{}"));
  const client = egress({
    trustedOrigins: [origin],
    log: (line) => lines.push(line),
  });
  await client.request(`${origin}/a/${"s".repeat(50)}?token=hush`, {
    trust: "operator",
    headers: { authorization: "Bearer hush" },
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("token=…");
  expect(lines[0]).not.toContain("hush");
  expect(lines[0]).not.toContain("ssss");
});

it("redacts credentials in text that is kept", () => {
  const kept = redactText('{"access_token":"abc","detail":"Bearer xyz.1 whsec_AAAA"}');
  expect(kept).not.toMatch(/abc|xyz|AAAA/);
  expect(kept).toContain("detail");
});

it.each(["accessJwt", "refreshJwt", "appsecret_proof", "access_token"])(
  "redacts %s in bodies and in addresses",
  (name) => {
    const told = [
      JSON.stringify({ [name]: "abc.def", did: "did:plc:1" }),
      `https://graph.example/me?${name}=abc.def&fields=did`,
    ];
    for (const text of told) {
      const kept = redactText(text);
      expect(kept).not.toContain("abc.def");
      expect(kept).toContain("did");
    }
  },
);
