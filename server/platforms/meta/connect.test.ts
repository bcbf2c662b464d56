import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { metaConnect } from "./connect";
import { metaEndpoints } from "./endpoints";
import { type Asked, fakeGraph } from "./fixtures/fake-graph";

const client = {
  clientId: "app-1",
  clientSecret: "s3cret",
  redirectUri: "https://band.example/callback",
};
const v = "/v25.0";

const granted = (...names: string[]) => ({
  body: { data: names.map((permission) => ({ permission, status: "granted" })) },
});

const list = (...data: unknown[]) => ({ body: { data } });
const fails = (status: number, error: object) => ({ status, body: { error } });

const page = {
  id: "10",
  name: "Northlight",
  username: "northlight",
  access_token: "PAGE",
  tasks: ["CREATE_CONTENT"],
  picture: { data: { url: "https://cdn.example/10.png" } },
  instagram_business_account: { id: "17", username: "north.light", name: "Northlight" },
};

describe("Meta's consent", () => {
  it("is asked for both platforms' permissions at once, parted by commas, without PKCE", () => {
    const url = new URL(
      metaConnect.authorizeUrl(metaEndpoints(null, "instagram"), {
        client,
        state: "st",
        codeChallenge: "c",
        scopes: ["extra"],
      }),
    );
    expect(url.origin + url.pathname).toBe("https://www.facebook.com/v25.0/dialog/oauth");
    const scopes = url.searchParams.get("scope")?.split(",") ?? [];
    const wanted = [...catalog.facebook.scopes, ...catalog.instagram.scopes];
    expect(new Set(scopes)).toEqual(new Set([...wanted, "extra", "business_management"]));
    expect(url.searchParams.has("code_challenge")).toBe(false);
    expect(url.searchParams.get("state")).toBe("st");
  });

  it("is opened in the version that was chosen", () => {
    const params = { client, state: "st", codeChallenge: "c", scopes: [], apiVersion: "v99.0" };
    const url = new URL(metaConnect.authorizeUrl(metaEndpoints(null, "facebook"), params));
    expect(url.pathname).toBe("/v99.0/dialog/oauth");
  });

  it("turns a code into a lasting token, and tells what was really allowed", async () => {
    const { context, asked } = fakeGraph({
      [`GET ${v}/oauth/access_token`]: ({ url }: Asked) =>
        url.searchParams.has("code")
          ? { body: { access_token: "SHORT", token_type: "bearer", expires_in: 5000 } }
          : { body: { access_token: "LONG", token_type: "bearer", expires_in: 5_183_944 } },
      [`GET ${v}/me/permissions`]: {
        body: {
          data: [
            { permission: "pages_show_list", status: "granted" },
            { permission: "read_insights", status: "declined" },
          ],
        },
      },
    });
    const result = await metaConnect.exchange(context, { client, code: "C", codeVerifier: "v" });
    expect(result).toEqual({
      ok: true,
      tokens: {
        accessToken: "LONG",
        refreshToken: null,
        expiresAt: new Date("2026-04-30T09:59:04Z"),
        scopes: ["pages_show_list"],
      },
    });
    expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toEqual({
      client_id: "app-1",
      client_secret: "s3cret",
      redirect_uri: client.redirectUri,
      code: "C",
    });
    expect(asked[1]?.url.searchParams.get("fb_exchange_token")).toBe("SHORT");
    const proof = createHmac("sha256", "s3cret").update("LONG").digest("hex");
    expect(asked[2]?.url.searchParams.get("appsecret_proof")).toBe(proof);
    expect(asked[2]?.headers?.authorization).toBe("Bearer LONG");
  });

  it.each([
    ["a spent code", 400, { code: 100, error_subcode: 36_009, message: "used" }, true],
    ["trouble at Meta", 500, { code: 2, message: "later", is_transient: true }, false],
    ["too many calls", 403, { code: 4, message: "limit" }, false],
  ])("says of %s whether it is the end", async (_name, status, error, definitive) => {
    const path = `GET ${v}/oauth/access_token`;
    const { context } = fakeGraph({ [path]: { status, body: { error } } });
    const result = await metaConnect.exchange(context, { client, code: "C", codeVerifier: "v" });
    expect(result).toMatchObject({ ok: false, definitive });
  });
});

describe("a role that is not found", () => {
  const renew = (edges: Record<string, ReturnType<typeof fails> | ReturnType<typeof list>>) => {
    const { context } = fakeGraph({
      [`GET ${v}/me/permissions`]: granted(
        ...["pages_manage_posts", "business_management", "whatsapp_business_messaging"],
      ),
      [`GET ${v}/me/accounts`]: list(),
      [`GET ${v}/me/businesses`]: list({ id: "b1" }),
      [`GET ${v}/b1/owned_pages`]: list(),
      [`GET ${v}/b1/client_pages`]: list(),
      [`GET ${v}/b1/owned_whatsapp_business_accounts`]: list({ id: "w1" }),
      [`GET ${v}/b1/client_whatsapp_business_accounts`]: list(),
      [`GET ${v}/w1/phone_numbers`]: list(),
      ...edges,
    });
    return metaConnect.refresh(context, { client, refreshToken: "99 LONG", scopes: [] });
  };

  it("is lost once everything was listed", async () => {
    expect(await renew({})).toMatchObject({ ok: false, definitive: true, code: "role_lost" });
  });

  const edges = [
    "me/businesses",
    "b1/owned_pages",
    "b1/client_pages",
    "b1/owned_whatsapp_business_accounts",
    "w1/phone_numbers",
  ];
  const failures: [string, number, object][] = [
    ["a server error", 500, { code: 2, message: "later", is_transient: true }],
    ["throttling", 400, { code: 17, message: "limit" }],
    ["a refusal of this edge", 403, { code: 200, message: "not yours" }],
  ];
  it.each(
    edges.flatMap((edge) => failures.map(([name, ...told]) => [name, edge, ...told] as const)),
  )("is not lost after %s at %s", async (_name, edge, status, error) => {
    const failed = await renew({ [`GET ${v}/${edge}`]: fails(status, error) });
    expect(failed).toMatchObject({ ok: false, definitive: false });
  });

  it.each([
    ["a dead token", 400, { code: 190, message: "dead" }, true],
    ["a missing permission", 403, { code: 10, message: "no" }, true],
    ["a rule that was broken", 400, { code: 368, message: "blocked for now" }, false],
    ["a wrong parameter", 400, { code: 100, message: "what?" }, false],
    ["no answer to read", 502, {}, false],
  ])("says of %s whether the grant is gone", async (_name, status, error, definitive) => {
    const failed = await renew({ [`GET ${v}/me/permissions`]: fails(status, error) });
    expect(failed).toMatchObject({ ok: false, definitive });
  });
});

describe("the accounts behind a consent", () => {
  const names = (...granted: string[]) => granted;
  const identify = async (scopes: string[], pages: unknown[]) => {
    const { context, asked } = fakeGraph({
      [`GET ${v}/me/permissions`]: granted(...scopes),
      [`GET ${v}/me/accounts`]: ({ url }: Asked) =>
        url.searchParams.has("after")
          ? { body: { data: pages.slice(1), paging: { cursors: { after: "b" } } } }
          : {
              body: {
                data: pages.slice(0, 1),
                paging: { cursors: { after: "a" }, next: "https://graph.facebook.com/next" },
              },
            },
    });
    return { identities: await metaConnect.identify({ ...context, accessToken: "LONG" }), asked };
  };

  it("are pages and the Instagram accounts linked to them, each with the page's token", async () => {
    const { identities } = await identify(
      names("pages_manage_posts", "instagram_content_publish", "instagram_basic"),
      [page, { ...page, id: "11", username: "", instagram_business_account: undefined }],
    );
    expect(identities).toEqual([
      {
        platform: "facebook",
        tokens: { accessToken: "PAGE", refreshToken: "10 LONG", expiresAt: null },
        externalId: "10",
        handle: "northlight",
        displayName: "Northlight",
        avatarUrl: "https://cdn.example/10.png",
      },
      {
        platform: "instagram",
        tokens: { accessToken: "PAGE", refreshToken: "17 LONG", expiresAt: null },
        externalId: "17",
        handle: "north.light",
        displayName: "Northlight",
        avatarUrl: null,
        extra: { pageId: "10", pageName: "Northlight" },
      },
      expect.objectContaining({ platform: "facebook", externalId: "11", handle: "Northlight" }),
    ]);
  });

  it("are only those that the permissions and the person's role allow", async () => {
    const onlyPages = await identify(names("pages_manage_posts"), [page]);
    expect(onlyPages.identities.map((each) => each.platform)).toEqual(["facebook"]);
    const fields = onlyPages.asked[1]?.url.searchParams.get("fields");
    expect(fields).not.toContain("instagram_business_account");
    const analyst = await identify(names("pages_manage_posts"), [{ ...page, tasks: ["ANALYZE"] }]);
    expect(analyst.identities).toEqual([]);
  });

  it("are read again with the person's token when a page's is dead", async () => {
    const { context, asked } = fakeGraph({
      [`GET ${v}/me/permissions`]: granted("pages_manage_posts"),
      [`GET ${v}/me/accounts`]: { body: { data: [{ ...page, access_token: "NEW" }] } },
    });
    const renew = (refreshToken: string) =>
      metaConnect.refresh(context, { client, refreshToken, scopes: ["a"] });
    expect(await renew("10 LONG")).toMatchObject({
      ok: true,
      tokens: { accessToken: "NEW", refreshToken: "10 LONG", scopes: ["a"] },
    });
    expect(asked[0]?.headers?.authorization).toBe("Bearer LONG");
    expect(await renew("99 LONG")).toMatchObject({
      ok: false,
      definitive: true,
      code: "role_lost",
    });
  });

  it("give a number the person's own token, and its end", async () => {
    const { context } = fakeGraph({
      [`GET ${v}/me/permissions`]: granted("whatsapp_business_messaging", "business_management"),
      [`GET ${v}/me/businesses`]: list({ id: "b1" }),
      [`GET ${v}/b1/owned_whatsapp_business_accounts`]: list({ id: "w1" }),
      [`GET ${v}/b1/client_whatsapp_business_accounts`]: list(),
      [`GET ${v}/w1/phone_numbers`]: list({ id: "p1", display_phone_number: "+1 555" }),
    });
    const expiresAt = new Date("2026-04-30T09:59:04Z");
    const [number] = await metaConnect.identify({ ...context, accessToken: "LONG", expiresAt });
    expect(number).toMatchObject({
      externalId: "p1",
      tokens: { accessToken: "LONG", refreshToken: null, expiresAt },
    });
  });

  it("are given up by withdrawing the person's permissions", async () => {
    const { context, asked } = fakeGraph({
      [`DELETE ${v}/me/permissions`]: { body: { success: true } },
    });
    const revoked = await metaConnect.revoke(context, { client, token: "10 LONG" });
    expect(revoked).toEqual({ ok: true, message: null });
    expect(asked[0]?.headers?.authorization).toBe("Bearer LONG");
  });
});
