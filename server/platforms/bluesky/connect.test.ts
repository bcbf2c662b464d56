import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { CallContext } from "../adapter";
import type { SandboxProfile } from "../fixtures/connect-sandbox";
import { serveSandbox } from "../fixtures/serve-sandbox";
import { createEgress } from "../http";
import { blueskyConnect } from "./connect";
import { readPds } from "./did-document";
import { blueskyEndpoints } from "./endpoints";
import { toHome } from "./session";

async function withServer(work: (context: CallContext, profile: SandboxProfile) => Promise<void>) {
  const now = () => new Date("2026-03-01T10:00:00Z");
  const served = await serveSandbox(createSandbox, now);
  const http = createEgress({ allow: [], trustedOrigins: [served.origin] });
  try {
    const { accounts } = await served.control<{ accounts: SandboxProfile[] }>(
      "accounts?platform=bluesky",
    );
    const [profile] = accounts;
    if (!profile) throw new Error("No profiles");
    await work({ endpoints: blueskyEndpoints(served.baseUrl), http, now }, profile);
  } finally {
    await http.close();
    await served.close();
  }
}

it("signs in, finds the account's own server and says when the session ends", () =>
  withServer(async (context, { id, username, name, password }) => {
    const input = { identifier: `@${username}`, appPassword: ` ${password} ` };
    const result = await blueskyConnect.test(context, input);
    expect(result).toMatchObject({
      ok: true,
      identity: { externalId: id, handle: username, displayName: name },
      // The server is the usual one, which may move: nothing of it is kept.
      credentials: { service: "", pds: "", did: id, identifier: username, appPassword: password },
      warnings: [],
      expiresAt: new Date("2026-03-01T12:00:00Z"),
    });
  }));

it.each([
  [{ identifier: "northlight" }, { code: "invalid_handle", field: "identifier" }],
  [{ appPassword: "" }, { code: "password_required", field: "appPassword" }],
  [{ appPassword: "aaaa-bbbb-cccc-dddd" }, { code: "unauthorized", field: "appPassword" }],
  [{ service: "ftp://pds.example" }, { code: "invalid_url", field: "service" }],
  [{ service: "https://bsky.social" }, { code: "other_server", field: "service" }],
])("says what is wrong with %j", (typed, failure) =>
  withServer(async (context, { username, password }) => {
    const input = { identifier: username, appPassword: password ?? "", ...typed };
    const result = await blueskyConnect.test(context, input);
    expect(result).toMatchObject({ ok: false, ...failure });
  }),
);

it.each(["http://10.0.0.1", "169.254.169.254"])(
  "calls no server inside the network: %s",
  (service) =>
    withServer(async (context, { username, password }) => {
      const input = { identifier: username, appPassword: password ?? "", service };
      const real = { ...context, endpoints: blueskyEndpoints(null) };
      expect(await blueskyConnect.test(real, input)).toMatchObject({
        ...{ ok: false, code: "private_address", field: "service" },
      });
    }),
);

it("stays in the sandbox whatever server was kept for an account", async () => {
  const endpoints = blueskyEndpoints("http://127.0.0.1:4010/sandbox");
  const kept = { service: "https://bsky.social", pds: "https://pds.example", identifier: "a.b" };
  const credentials = {
    ...kept,
    appPassword: "x",
    did: "did:plc:a",
    accessJwt: "a",
    refreshJwt: "r",
  };
  const http = createEgress({ allow: [], trustedOrigins: [] });
  const now = () => new Date("2026-03-01T10:00:00Z");
  expect(toHome({ endpoints, http, now }, credentials).base).toBe(endpoints.api);
  const real = { endpoints: blueskyEndpoints(null), http, now };
  expect(toHome(real, credentials).base).toBe("https://pds.example");
  await http.close();
});

it("tells a person who tries too often to wait", () =>
  withServer(async (context, { username }) => {
    const input = { identifier: username, appPassword: "aaaa-bbbb-cccc-dddd" };
    for (let tries = 0; tries < 30; tries++) await blueskyConnect.test(context, input);
    expect(await blueskyConnect.test(context, input)).toMatchObject({ code: "rate_limited" });
  }));

it("takes a server only from a document about this account", () => {
  const did = "did:plc:abc";
  const serviceEndpoint = "https://pds.example/";
  const service = [
    null,
    { id: "#other", serviceEndpoint: "x" },
    { id: "#atproto_pds", serviceEndpoint },
  ];
  expect(readPds({ id: did, service }, did)).toBe("https://pds.example");
  expect(readPds({ id: did, service: [{ id: `${did}#atproto_pds`, serviceEndpoint }] }, did)).toBe(
    "https://pds.example",
  );
  expect(readPds({ id: "did:plc:other", service }, did)).toBeNull();
  expect(readPds({ id: did, service: [] }, did)).toBeNull();
  expect(readPds(undefined, did)).toBeNull();
});
