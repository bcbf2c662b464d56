import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { CallContext, OAuthSpec } from "../adapter";
import { appOf } from "../fixtures/connect-sandbox";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import { linkedinAdapter } from "./adapter";
import { linkedinConnect } from "./connect";
import { isOwnHost, linkedinEndpoints } from "./endpoints";
import { startLinkedin } from "./fixtures/start-linkedin";

const { scopes } = catalog.linkedin;
const client = { clientId: "id 1", clientSecret: "s", redirectUri: "https://app.example/back" };

describe("the consent page of the real LinkedIn", () => {
  it("asks for no more than every app has, and for no PKCE", () => {
    const url = linkedinConnect.authorizeUrl(linkedinEndpoints(null), {
      client,
      state: "a+b",
      codeChallenge: "c",
      scopes,
    });
    expect(url).toBe(
      "https://www.linkedin.com/oauth/v2/authorization?response_type=code&client_id=id%201" +
        "&redirect_uri=https%3A%2F%2Fapp.example%2Fback&scope=openid%20profile%20w_member_social&state=a%2Bb",
    );
  });
});

it("sends the token to LinkedIn's own hosts only", () => {
  const context = { endpoints: linkedinEndpoints(null) } as CallContext;
  expect(isOwnHost(context, "https://www.linkedin.com/dms-uploads/1")).toBe(true);
  expect(isOwnHost(context, "https://api.linkedin.com/mediaUpload/1")).toBe(true);
  expect(isOwnHost(context, "http://www.linkedin.com/dms-uploads/1")).toBe(false);
  expect(isOwnHost(context, "https://www.linkedin.com.evil.example/1")).toBe(false);
  expect(isOwnHost(context, "nonsense")).toBe(false);
});

describe("a connected account", () => {
  let harness: SandboxHarness;
  beforeEach(async () => {
    harness = await startLinkedin(createSandbox, "member");
  });
  afterEach(() => harness.close());

  const spec = linkedinAdapter.connect as OAuthSpec;

  /** The whole way, with these scopes and no others. */
  async function identify(asked: readonly string[]) {
    const { session, served } = harness;
    const own = appOf(served, "linkedin");
    const url = spec.authorizeUrl(session.endpoints, {
      client: own,
      state: "s",
      codeChallenge: "c",
      scopes: asked,
    });
    const html = await (await served.sandbox.handle(new Request(url))).text();
    const form = new URLSearchParams({ decision: "allow" });
    form.set("ticket", /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "");
    for (const [, id = ""] of html.matchAll(/name="account" value="([^"]+)"/g)) {
      form.append("account", id);
    }
    const sent = await served.sandbox.handle(new Request(url, { method: "POST", body: form }));
    const code = new URL(sent.headers.get("location") ?? "").searchParams.get("code") ?? "";
    const result = await spec.exchange(session, { client: own, code, codeVerifier: "" });
    if (!result.ok) throw new Error(result.message);
    const { accessToken } = result.tokens;
    return { result, accounts: await spec.identify({ ...session, accessToken }) };
  }

  it("is the member alone where the app may not ask for pages", async () => {
    const { result, accounts } = await identify(scopes);
    expect(result.tokens.scopes).toEqual(scopes);
    expect(accounts).toEqual([
      {
        externalId: expect.stringMatching(/^urn:li:person:\w+/),
        handle: "Ines Moreau",
        displayName: "Ines Moreau",
        avatarUrl: expect.stringContaining("/avatars/"),
        extra: { kind: "member" },
      },
    ]);
  });

  it("is each of the pages too where it may", async () => {
    const more = ["rw_organization_admin", "w_organization_social"];
    const { accounts } = await identify([...scopes, ...more]);
    expect(accounts.map(({ handle }) => handle)).toEqual([
      "Ines Moreau",
      "northlight-coffee",
      "halden-and-co",
      "marlow-cycles",
    ]);
    expect(accounts[1]).toMatchObject({
      externalId: expect.stringMatching(/^urn:li:organization:\d+$/),
      displayName: "Northlight Coffee",
    });
  });

  it("is renewed until the year is over, by the same token", async () => {
    const first = await harness.refresh();
    expect(first).toMatchObject({ ok: true });
    harness.advance(364 * 86_400_000);
    expect(await harness.refresh()).toMatchObject({ ok: true });
    harness.advance(2 * 86_400_000);
    expect(await harness.refresh()).toMatchObject({ ok: false, definitive: true });
  });

  it("is not ended at LinkedIn, as the pages share its consent", async () => {
    const own = appOf(harness.served, "linkedin");
    const token = harness.session.accessToken;
    expect(await spec.revoke(harness.session, { client: own, token })).toMatchObject({ ok: false });
    expect(await spec.identify(harness.session)).not.toEqual([]);
  });
});
