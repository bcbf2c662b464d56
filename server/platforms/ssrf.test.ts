import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fetchPicture } from "@/server/accounts/read-avatar";
import { fetchFile } from "@/server/media/import-media";
import type { PlatformAdapter } from "./adapter";
import { blogAdapter } from "./blog/adapter";
import { createEgress, type EgressClient, type ResolveHost } from "./http";
import { wordpressAdapter } from "./wordpress/adapter";

/** Everything where an address that somebody typed, or that a site told us, is called. */
const entries: [string, (http: EgressClient, url: string) => Promise<string>][] = [
  ["a blog", (http, url) => connect(blogAdapter, http, { url, apiKey: "key" })],
  [
    "a WordPress",
    (http, url) =>
      connect(wordpressAdapter, http, { url, username: "ines", password: "aaaa bbbb" }),
  ],
  ["media by URL", (http, url) => outcomeOf(fetchFile(http, url))],
  ["an avatar", (http, url) => outcomeOf(fetchPicture({ egress: http }, url, []))],
];

async function connect(
  adapter: PlatformAdapter,
  http: EgressClient,
  input: Record<string, string>,
): Promise<string> {
  if (adapter.connect.kind !== "credentials") throw new Error("it is connected by OAuth");
  const endpoints = adapter.endpoints(null);
  const now = () => new Date("2026-03-02T09:00:00Z");
  const result = await adapter.connect.test({ endpoints, http, now }, input);
  return result.ok ? "reached" : result.message;
}

const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "reached",
    (error: unknown) => (error as Error).message,
  );

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const open: { close(): unknown }[] = [];
/** What an inner server was asked: it has to stay empty. */
let touched: string[];

beforeEach(() => {
  touched = [];
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serve(host: string, port: number, handler: Handler): Promise<number> {
  const server = createServer(handler);
  await new Promise<void>((done) => server.listen(port, host, done));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return (server.address() as AddressInfo).port;
}

/** Answers whatever an entry hopes for, so that only the client stands in the way. */
const inside: Handler = (request, response) => {
  touched.push(request.url ?? "");
  response.writeHead(200, { "content-type": "image/png" }).end("inside");
};

function client(allow: string[] = [], resolve?: ResolveHost): EgressClient {
  const http = createEgress({
    allow,
    trustedOrigins: [],
    timeoutMs: 3000,
    ...(resolve ? { resolve } : {}),
  });
  open.push(http);
  return http;
}

const hosts: [string, string][] = [
  ["loopback", "127.0.0.1"],
  ["loopback, another one", "127.8.8.8"],
  ["loopback by name", "localhost"],
  ["loopback of IPv6", "[::1]"],
  ["this host", "0.0.0.0"],
  ["a private network", "10.0.0.5"],
  ["a private network", "172.16.9.1"],
  ["a private network", "192.168.1.1"],
  ["a carrier's network", "100.64.0.1"],
  ["link-local", "169.254.1.1"],
  ["cloud metadata", "169.254.169.254"],
  ["cloud metadata of IPv6", "[fd00:ec2::254]"],
  ["link-local of IPv6", "[fe80::1]"],
  ["a unique local address", "[fc00::1]"],
  ["IPv6-mapped", "[::ffff:127.0.0.1]"],
  ["IPv6-mapped, in hex", "[::ffff:a9fe:a9fe]"],
  ["IPv4-compatible", "[::127.0.0.1]"],
  ["through NAT64", "[64:ff9b::a9fe:a9fe]"],
  ["through 6to4", "[2002:7f00:1::]"],
  ["decimal", "2130706433"],
  ["decimal metadata", "2852039166"],
  ["hexadecimal", "0x7f000001"],
  ["hexadecimal parts", "0x7f.0.0.1"],
  ["octal", "0177.0.0.1"],
  ["octal metadata", "0251.0376.0251.0376"],
  ["a short form", "127.1"],
  ["full-width digits", "１２７.0.0.1"],
];

describe.each(entries)("%s", (_name, call) => {
  it.each(hosts)("refuses %s: %s", async (_what, host) => {
    const port = await serve("127.0.0.1", 0, inside);
    for (const scheme of ["https", "http"]) {
      const said = await call(client(), `${scheme}://${host}:${port}/picture.png`);
      expect(said).not.toBe("reached");
    }
    expect(touched).toEqual([]);
  });

  it("refuses a name that leads to a private address, also beside a public one", async () => {
    const port = await serve("127.0.0.1", 0, inside);
    const found = [
      { address: "1.1.1.1", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    for (const addresses of [found, [...found].reverse(), found.slice(1)]) {
      const http = client([], async () => addresses);
      const said = await call(http, `https://site.example:${port}/picture.png`);
      expect(said).not.toBe("reached");
    }
    expect(touched).toEqual([]);
  });

  it.each(["127.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "2130706433", "0177.0.0.1"])(
    "refuses to be sent on to %s",
    async (host) => {
      const innerPort = await serve("127.0.0.1", 0, inside);
      const outerPort = await serve("127.0.0.1", 0, (_request, response) => {
        response.writeHead(302, { location: `http://${host}:${innerPort}/picture.png` }).end();
      });
      const http = client([`127.0.0.1:${outerPort}`]);
      const said = await call(http, `http://127.0.0.1:${outerPort}/picture.png`);
      expect(said).not.toBe("reached");
      expect(touched).toEqual([]);
    },
  );

  it("refuses a name whose address changes between two calls", async () => {
    // The first answer is one the operator allowed, so that the call goes through; the next is not.
    const asked: string[] = [];
    const port = await serve("127.0.0.2", 0, (request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(302, { location: "/moved.png", connection: "close" }).end();
    });
    await serve("127.0.0.1", port, inside);
    let answers = 0;
    const http = client(["127.0.0.2"], async () => {
      answers += 1;
      return [{ address: answers === 1 ? "127.0.0.2" : "127.0.0.1", family: 4 }];
    });
    const url = `http://rebind.example:${port}/picture.png`;
    const said = [await call(http, url), await call(http, url)];
    expect(said).not.toContain("reached");
    expect(asked).toHaveLength(1);
    expect(answers).toBeGreaterThan(1);
    expect(touched).toEqual([]);
  });

  it("reaches what is allowed, so that the refusals above mean something", async () => {
    const port = await serve("127.0.0.1", 0, inside);
    await call(client([`127.0.0.1:${port}`]), `http://127.0.0.1:${port}/picture.png`);
    expect(touched.length).toBeGreaterThan(0);
  });
});

it("fetches the picture of a sandbox account from below the sandbox alone", async () => {
  const port = await serve("127.0.0.1", 0, inside);
  const origin = `http://127.0.0.1:${port}`;
  const http = createEgress({ allow: [], trustedOrigins: [origin] });
  open.push(http);
  const fetchAt = (path: string) =>
    outcomeOf(fetchPicture({ egress: http }, `${origin}${path}`, [`${origin}/sandbox`]));
  expect(await fetchAt("/sandbox/avatars/a.png")).toBe("reached");
  for (const path of ["/api/secret", "/sandbox/../api/secret", "/sandboxes/a.png"]) {
    expect(await fetchAt(path)).not.toBe("reached");
  }
  expect(touched).toEqual(["/sandbox/avatars/a.png"]);
});
