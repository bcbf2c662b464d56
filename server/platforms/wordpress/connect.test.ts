import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createEgress } from "../http";
import { wordpressAdapter } from "./adapter";
import { type ImitatedSite, startSite } from "./fixtures/site";
import type { SiteState } from "./fixtures/site-state";

const open: Array<{ close(): unknown }> = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function site(options: Partial<SiteState> = {}): Promise<ImitatedSite> {
  const started = await startSite(options);
  open.push(started);
  return started;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push({ close: () => server.close() });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** With the editor's name and password unless told otherwise. */
function connect(input: Record<string, string>, allow: string[] = ["127.0.0.1"]) {
  const http = createEgress({ allow, trustedOrigins: [] });
  open.push(http);
  const { connect: spec, endpoints } = wordpressAdapter;
  if (spec.kind !== "credentials") throw new Error("A site is connected by credentials");
  const context = { endpoints: endpoints(null), http, now: () => new Date() };
  const person = { username: "edith", password: "abcdEFGH1234ijklMNOP5678" };
  return spec.test(context, { ...person, ...input });
}

it.each(["", "/", "/wp-admin/", "/wp-admin/profile.php?a=1", "/wp-login.php", "/wp-json/wp/v2"])(
  "finds the API from an address that ends in “%s”",
  async (ending) => {
    const { state } = await site();
    const result = await connect({ url: `${state.url}${ending}` });
    const place = state.url.replace("http://", "");
    expect(result).toMatchObject({
      ok: true,
      identity: { externalId: `${place}#2`, handle: place, displayName: "Field Notes" },
      credentials: { root: `${state.url}/wp-json/` },
      warnings: [],
    });
  },
);

it("takes the password in the groups of four that the site shows", async () => {
  const { state } = await site();
  const password = "abcd EFGH 1234 ijkl MNOP 5678";
  expect(await connect({ url: state.url, password })).toMatchObject({
    ok: true,
    credentials: { username: "edith", password: "abcdEFGH1234ijklMNOP5678" },
  });
});

it("says what an author may not do", async () => {
  const { state } = await site();
  const author = { username: "arthur", password: "ponmLKJI4321hgfeDCBA8765" };
  expect(await connect({ url: state.url, ...author })).toMatchObject({
    ok: true,
    warnings: [expect.stringContaining("no pages")],
  });
});

const contributor = { username: "connie", password: "qrstUVWX1111yzabCDEF2222" };

it.each<[string, Record<string, string>, string, string]>([
  ["a wrong password", { password: "wrong" }, "unauthorized", "password"],
  ["an unknown user", { username: "nobody" }, "unauthorized", "password"],
  ["a contributor", contributor, "role_too_low", "username"],
  ["no user name", { username: " " }, "username_required", "username"],
  ["a user name with a colon", { username: "a:b" }, "invalid_username", "username"],
  ["no password", { password: " " }, "password_required", "password"],
  ["no address", { url: " " }, "invalid_url", "url"],
  ["what is no address", { url: "http://" }, "invalid_url", "url"],
  ["a private address", { url: "http://10.0.0.1/blog" }, "private_address", "url"],
  ["a private address in numbers", { url: "https://2130706434/" }, "private_address", "url"],
  ["metadata of the host", { url: "https://169.254.169.254/" }, "private_address", "url"],
  ["a name and password in the address", { url: "https://a:b@example.com" }, "scheme", "url"],
  ["nothing that listens", { url: "http://127.0.0.1:1" }, "connection", "url"],
])("explains %s at its field", async (_name, change, code, field) => {
  const { state } = await site();
  const result = await connect({ url: state.url, ...change });
  expect(result).toMatchObject({ ok: false, code, field });
  if (!result.ok) expect(result.message).toMatch(/^[A-Z0-9].*\.$/);
});

it("takes plain http only for hosts that the operator named", async () => {
  const result = await connect({ url: "http://example.com" }, ["blog.example"]);
  expect(result).toMatchObject({ ok: false, code: "scheme", field: "url" });
});

it("knows a site without application passwords", async () => {
  const { state } = await site({ takesPasswords: false });
  expect(await connect({ url: state.url })).toMatchObject({
    ok: false,
    code: "application_passwords_off",
    field: "url",
  });
});

it.each([
  [200, "not_wordpress"],
  [404, "not_wordpress"],
  [403, "forbidden"],
  [503, "http_503"],
])("tells apart what answers pages with %i", async (status, code) => {
  const url = await serve((_request, response) => response.writeHead(status).end("<h1>Hi</h1>"));
  expect(await connect({ url })).toMatchObject({ ok: false, code, field: "url" });
});

it("sends no password where the site's link leads to another host", async () => {
  const seen: Array<string | undefined> = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  });
  const url = await serve((_request, response) => {
    response.setHeader("link", `<${other}/wp-json/>; rel="https://api.w.org/"`).end("<p>Hi");
  });
  expect(await connect({ url })).toMatchObject({
    ok: false,
    code: "other_host",
    message: expect.stringContaining(other),
  });
  expect(seen).toEqual([]);
});

it("sends no password after a redirect to another host", async () => {
  const { state, calls } = await site();
  const url = await serve((request, response) => {
    response.writeHead(307, { location: `${state.url}${request.url}` }).end();
  });
  expect(await connect({ url })).toMatchObject({ ok: false, field: "url" });
  expect(calls).toEqual([]);
});
