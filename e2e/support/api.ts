import { type APIRequestContext, type APIResponse, request } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { Problem } from "@/lib/contracts/common";
import type { PostView } from "@/lib/contracts/posts";
import type { ScheduleView } from "@/lib/contracts/schedules";
import type { Product } from "./product";
import { owner } from "./steps";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
interface Sending {
  body?: unknown;
  /** Sent byte for byte, where `body` is sent as JSON. */
  raw?: Buffer | string;
  headers?: Record<string, string>;
}

/** What a browser of a signed-in person sends, without the browser. */
export interface Api {
  context: APIRequestContext;
  send(method: Method, path: string, sending?: Sending): Promise<APIResponse>;
  /** The answer's JSON; anything but a success is an error that quotes it. */
  ok<T>(method: Method, path: string, body?: unknown): Promise<T>;
  refused(method: Method, path: string, sending?: Sending): Promise<Problem>;
}

const sameOrigin = { "sec-fetch-site": "same-origin" };

async function openApi(product: Product): Promise<Api> {
  const context = await request.newContext({ baseURL: product.url, extraHTTPHeaders: sameOrigin });
  const send: Api["send"] = (method, path, { body, raw, headers } = {}) =>
    context.fetch(path, {
      method,
      maxRedirects: 0,
      // A kept connection may be closed at the very moment it is used again.
      ...(method === "GET" ? { maxRetries: 2 } : {}),
      ...(raw === undefined ? {} : { data: Buffer.from(raw) }),
      ...(body === undefined ? {} : { data: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
    });
  return {
    context,
    send,
    async ok<T>(method: Method, path: string, body?: unknown): Promise<T> {
      const response = await send(method, path, { body });
      const text = await response.text();
      if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${text}`);
      return (text === "" ? null : JSON.parse(text)) as T;
    },
    async refused(method, path, sending) {
      const response = await send(method, path, sending);
      const text = await response.text();
      if (response.headers()["content-type"] !== "application/problem+json")
        throw new Error(`${method} ${path} was not refused: ${response.status()} ${text}`);
      return JSON.parse(text) as Problem;
    },
  };
}

export async function signInByApi(
  product: Product,
  who: { email: string; password: string } = owner,
): Promise<Api> {
  const api = await openApi(product);
  const { csrfToken } = await api.ok<{ csrfToken: string }>("GET", "/api/auth/csrf");
  const { email, password } = who;
  await api.context.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true" },
  });
  await api.ok("GET", "/api/workspace");
  return api;
}

export async function setUpByApi(product: Product): Promise<Api> {
  const visitor = await openApi(product);
  await visitor.ok("POST", "/api/setup", owner);
  await visitor.context.dispose();
  return signInByApi(product);
}

/** Up to the imitated platform's answer: the address that its consent page sends the browser back to. */
export async function consentByApi(
  api: Api,
  platform: "x" | "youtube",
  choice: { profile?: number; decision?: "allow" | "cancel" } = {},
): Promise<string> {
  const { profile = 0, decision = "allow" } = choice;
  const started = await api.send("GET", `/api/oauth/${platform}/start?world=sandbox`);
  const consent = started.headers().location ?? "";
  const page = await (await api.send("GET", consent)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const account = [...page.matchAll(/name="account" value="([^"]+)"/g)][profile]?.[1] ?? "";
  const answered = await api.context.post(consent, {
    form: { ticket, account, decision },
    maxRedirects: 0,
  });
  const back = answered.headers().location;
  if (!back) throw new Error(`The consent page did not send back: ${await answered.text()}`);
  return back;
}

export async function connectByApi(
  api: Api,
  platform: "x" | "youtube",
  profile = 0,
): Promise<AccountView> {
  const before = await listAccounts(api);
  const done = await api.send("GET", await consentByApi(api, platform, { profile }));
  const account = (await listAccounts(api)).find(
    (each) => !before.some(({ id }) => id === each.id),
  );
  if (!account) throw new Error(`Nothing was connected: ${done.headers().location}`);
  return account;
}

export async function listAccounts(api: Api): Promise<AccountView[]> {
  return (await api.ok<{ items: AccountView[] }>("GET", "/api/accounts")).items;
}

export async function listPosts(api: Api): Promise<PostView[]> {
  return (await api.ok<{ items: PostView[] }>("GET", "/api/posts?limit=200")).items;
}

export async function listSchedules(api: Api): Promise<ScheduleView[]> {
  return (await api.ok<{ items: ScheduleView[] }>("GET", "/api/schedules")).items;
}

export async function listCampaigns(api: Api): Promise<CampaignView[]> {
  return (await api.ok<{ items: CampaignView[] }>("GET", "/api/campaigns")).items;
}

export const newCampaign = (name: string, platforms: string[]) => ({
  name,
  // Named in its texts: a platform refuses words that an account has just posted.
  brief: `Launch our ${name} and bring people to the shop page.`,
  objective: "engagement",
  platforms,
  variantsPerPlatform: 2,
});

export function addVariantByApi(
  api: Api,
  campaignId: string,
  variant: { platform: string; text: string; title?: string },
): Promise<VariantView> {
  return api.ok<VariantView>("POST", `/api/campaigns/${campaignId}/variants`, variant);
}
