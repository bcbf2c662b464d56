import { encode } from "next-auth/jwt";
import { PLATFORMS } from "@/lib/platforms/platform";
import { answerCallback } from "@/server/accounts/answer-callback";
import { answerStart } from "@/server/accounts/answer-start";
import type { Ctx } from "@/server/context";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { type ServedSandbox, serveSandbox } from "@/server/platforms/fixtures/serve-sandbox";
import type { Runtime } from "@/server/runtime";
import { createSandbox, type Sandbox, type SandboxOptions } from "@/server/sandbox/create-sandbox";
import { createWorld, type World } from "@/server/testing/world";

const appUrl = "http://127.0.0.1:4000";

export interface SandboxWorld {
  world: World;
  served: ServedSandbox;
  sandbox: Sandbox;
  /** A browser of a signed-in person: it keeps cookies and follows the popup. */
  browser(who?: { userId: string; workspaceId: string }): Promise<Browser>;
  close(): Promise<void>;
}

export interface Browser {
  start(platform: string, query?: string): Promise<URL>;
  /** Answers the consent page; the address that the platform sends the browser back to. */
  consent(page: URL, decision: "allow" | "cancel", username?: string): Promise<URL>;
  callback(url: URL): Promise<URL>;
  connect(platform: string, username?: string, query?: string): Promise<URL>;
  /** The header that it would send now. */
  cookie(): string;
}

/** A world whose sandbox answers on a socket, as the platforms do. Both share the world's clock. */
export async function createSandboxWorld(
  overrides: Record<string, string> = {},
  options: Pick<SandboxOptions, "deliver" | "webhookUrls"> = {},
): Promise<SandboxWorld> {
  const clock: { now: () => Date } = { now: () => new Date("2026-03-02T09:00:00Z") };
  let sandbox: Sandbox | null = null;
  const served = await serveSandbox(
    async (served) => {
      const redirectUris = Object.fromEntries(
        PLATFORMS.map((platform) => [platform, [`${appUrl}/api/oauth/${platform}/callback`]]),
      );
      sandbox = await createSandbox({ ...served, ...options, redirectUris });
      return sandbox;
    },
    () => clock.now(),
  );
  if (!sandbox) throw new Error("the sandbox was not made");
  const world = await createWorld({ APP_URL: appUrl, SANDBOX_URL: served.baseUrl, ...overrides });
  clock.now = () => world.runtime.clock.now();
  world.runtime.sandbox = sandbox;
  return {
    world,
    served,
    sandbox,
    browser: (who) => openBrowser(world.runtime, who ?? world),
    close: async () => {
      await world.close();
      await served.close();
    },
  };
}

/** Connects accounts as a signed-in person's browser would. */
export async function openBrowser(
  runtime: Pick<Runtime, "env">,
  { userId, workspaceId }: { userId: string; workspaceId: string },
): Promise<Browser> {
  const secret = runtime.env.NEXTAUTH_SECRET;
  const session = await encode({ token: { userId, workspaceId, version: 1 }, secret });
  const cookies = new Map([[SESSION_COOKIE, session]]);

  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const visit = async (answer: typeof answerStart, url: URL): Promise<URL> => {
    const platform = url.pathname.split("/")[3] ?? "";
    const request = new Request(url, { headers: { cookie: cookie() } });
    const response = await answer(runtime as Ctx["runtime"], request, platform);
    const [name = "", value = ""] =
      response.headers.get("set-cookie")?.split(";")[0]?.split("=") ?? [];
    if (name) cookies.set(name, value);
    return new URL(response.headers.get("location") ?? "", appUrl);
  };
  const browser: Browser = {
    cookie,
    start: (platform, query = "world=sandbox") =>
      visit(answerStart, new URL(`${appUrl}/api/oauth/${platform}/start?${query}`)),
    consent: answerConsent,
    callback: (url) => visit(answerCallback, url),
    connect: async (platform, username, query) => {
      const page = await browser.start(platform, query);
      return browser.callback(await answerConsent(page, "allow", username));
    },
  };
  return browser;
}

async function answerConsent(page: URL, decision: string, username?: string): Promise<URL> {
  const html = await (await fetch(page)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1];
  if (!ticket) throw new Error(`No consent page: ${html.slice(0, 500)}`);
  const accounts = [...html.matchAll(/name="account" value="([^"]+)"[\s\S]*?<\/label>/g)];
  const chosen = accounts.find(([label]) => !username || label.includes(username))?.[1] ?? "";
  const body = new URLSearchParams({ ticket, account: chosen, decision });
  const response = await fetch(page, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "");
}
