import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type Sandbox, type SandboxOptions } from "./create-sandbox";
import { modules } from "./platforms";

export const base = "http://127.0.0.1:4010/sandbox";
export const redirectUri = "http://127.0.0.1:3000/api/oauth/callback";

export interface Rig {
  sandbox: Sandbox;
  dataDir: string;
  received: { request: Request; body: string }[];
  advance(ms: number): void;
  passWall(ms: number): void;
  send(path: string, init?: RequestInit): Promise<Response>;
  reopen(): Promise<void>;
  end(): Promise<void>;
}

const verifier = "a-verifier-that-is-long-enough-to-be-taken-by-the-rules";

/** A sandbox in a directory of its own, under a clock that tests move. */
export async function openRig(options: Partial<SandboxOptions> = {}): Promise<Rig> {
  const dataDir = mkdtempSync(join(tmpdir(), "sandbox-"));
  let now = Date.parse("2026-11-02T09:00:00Z");
  let wall = 1_000_000;
  const received: Rig["received"] = [];
  const all = options.modules ?? modules;
  const open = () =>
    createSandbox({
      dataDir,
      baseUrl: base,
      now: () => new Date(now),
      wall: () => wall,
      redirectUris: Object.fromEntries(all.map(({ platform }) => [platform, [redirectUri]])),
      deliver: (request) => receive(rig, request),
      ...options,
    });
  const rig: Rig = {
    sandbox: await open(),
    dataDir,
    received,
    advance: (ms) => {
      now += ms;
    },
    passWall: (ms) => {
      wall += ms;
    },
    send: (path, init) =>
      rig.sandbox.handle(new Request(`${base}/${path}`, { redirect: "manual", ...init })),
    reopen: async () => {
      await rig.sandbox.close();
      rig.sandbox = await open();
    },
    end: async () => {
      await rig.sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return rig;
}

/** A receiver that answers both platforms' handshakes and takes every delivery. */
async function receive(rig: Rig, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const crc = url.searchParams.get("crc_token");
  if (crc !== null) {
    const key = rig.sandbox.app("x").webhookSecret;
    const token = `sha256=${createHmac("sha256", key).update(crc).digest("base64")}`;
    return Response.json({ response_token: token });
  }
  const challenge = url.searchParams.get("hub.challenge");
  if (challenge !== null) return new Response(challenge);
  rig.received.push({ request, body: await request.text() });
  return new Response(null, { status: 200 });
}

export function form(
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields), headers };
}

export function jsonBody(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export function basic(rig: Rig): Record<string, string> {
  const { clientId, clientSecret } = rig.sandbox.app("x");
  return {
    authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
  };
}

const google = "https://www.googleapis.com/auth/";
export const youtubeScope = `${google}youtube.upload ${google}youtube ${google}youtube.readonly`;
export const xScope = "tweet.read tweet.write users.read media.write like.read offline.access";

export function authorizePath(
  rig: Rig,
  platform: "x" | "youtube",
  changes: Record<string, string | null> = {},
): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: rig.sandbox.app(platform).clientId,
    redirect_uri: redirectUri,
    scope: platform === "x" ? xScope : youtubeScope,
    state: "state-1",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(platform === "youtube" ? { access_type: "offline", prompt: "consent" } : {}),
  });
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return `${platform === "x" ? "x/i/oauth2/authorize" : "youtube/o/oauth2/v2/auth"}?${query}`;
}

/** Goes through the consent page and returns where it sends the browser. */
export async function consent(
  rig: Rig,
  platform: "x" | "youtube",
  answer: { profile?: number; decision?: "allow" | "cancel" } = {},
  changes: Record<string, string | null> = {},
): Promise<URL> {
  return consentAt(rig, authorizePath(rig, platform, changes), answer);
}

/** The same on the consent page of any platform. */
export async function consentAt(
  rig: Rig,
  path: string,
  answer: { profile?: number; decision?: "allow" | "cancel" } = {},
): Promise<URL> {
  const html = await (await rig.send(path)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const boxes = [...html.matchAll(/<input type="(\w+)" name="account" value="([^"]+)"/g)];
  const { profile = null, decision = "allow" } = answer;
  // Where several may be chosen, all of them are, unless one is named.
  const chosen = boxes.filter(([, type], at) =>
    profile === null ? type === "checkbox" || at === 0 : at === profile,
  );
  const body = new URLSearchParams({ ticket, decision });
  for (const [, , account = ""] of chosen) body.append("account", account);
  const response = await rig.send(path, { method: "POST", body });
  return new URL(response.headers.get("location") ?? "about:blank");
}

export interface Tokens {
  access_token: string;
  refresh_token?: string;
  scope: string;
  expires_in: number;
}

export function exchange(
  rig: Rig,
  platform: "x" | "youtube",
  code: string,
  changes: Record<string, string> = {},
): Promise<Response> {
  const fields = {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...changes,
  };
  if (platform === "x") return rig.send("x/2/oauth2/token", form(fields, basic(rig)));
  const { clientId: client_id, clientSecret: client_secret } = rig.sandbox.app("youtube");
  return rig.send("youtube/token", form({ client_id, client_secret, ...fields }));
}

export async function connect(
  rig: Rig,
  platform: "x" | "youtube",
  profile = 0,
  changes: Record<string, string | null> = {},
): Promise<Tokens> {
  const target = await consent(rig, platform, { profile }, changes);
  const response = await exchange(rig, platform, target.searchParams.get("code") ?? "");
  return (await response.json()) as Tokens;
}

/** Sets a fault as the product does for its owner. */
export function setFault(rig: Rig, fault: Record<string, unknown>): Promise<Response> {
  return rig.send(
    "control/faults",
    jsonBody(fault, { "x-sandbox-control": rig.sandbox.controlSecret }),
  );
}
