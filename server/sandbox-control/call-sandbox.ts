import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { serverSandboxUrl } from "@/server/accounts/provider-config";
import { AppError } from "@/server/errors";
import type { Runtime } from "@/server/runtime";

export interface SandboxCall {
  method?: "GET" | "POST" | "DELETE";
  /** Below its control address, as "faults". */
  path: string;
  body?: unknown;
}

export interface SandboxReply {
  status: number;
  body: unknown;
}

type Needs = Pick<Runtime, "env" | "sandbox" | "egress" | "log">;

const timeoutMs = 5_000;
const Control = z.object({ controlSecret: z.string() });

/** The sandbox runs, in this process or alone. */
export const isSandboxOn = (runtime: Pick<Runtime, "env" | "sandbox">) =>
  findControlSecret(runtime) !== null;

/**
 * Asks the sandbox what only its owner may ask.
 * @throws AppError `not_found` when there is none, `unavailable` when it does not answer.
 */
export async function callSandbox(runtime: Needs, call: SandboxCall): Promise<SandboxReply> {
  const secret = findControlSecret(runtime);
  if (!secret) {
    throw new AppError(
      "not_found",
      "The sandbox is off on this server. Set SANDBOX=on and start it again.",
    );
  }
  const url = `${serverSandboxUrl(runtime)}/control/${call.path}`;
  try {
    return await send(runtime, url, call, secret);
  } catch (error) {
    runtime.log.warn({ err: error }, "the sandbox did not answer");
    throw new AppError("unavailable", `The sandbox does not answer at ${url}. Check that it runs.`);
  }
}

async function send(
  { sandbox, egress }: Needs,
  url: string,
  { method = "GET", body }: SandboxCall,
  secret: string,
): Promise<SandboxReply> {
  const headers = { "x-sandbox-control": secret, "content-type": "application/json" };
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  if (!sandbox) {
    const answer = await egress.request(url, {
      method,
      headers,
      trust: "operator",
      timeoutMs,
      ...content,
    });
    return { status: answer.status, body: answer.json() };
  }
  const answer = await sandbox.handle(new Request(url, { method, headers, ...content }));
  return { status: answer.status, body: await answer.json().catch(() => undefined) };
}

/** A sandbox that runs alone shares its secret by the file that names its apps. */
function findControlSecret({ env, sandbox }: Pick<Runtime, "env" | "sandbox">): string | null {
  if (sandbox) return sandbox.controlSecret;
  const file = path.join(env.DATA_DIR, "sandbox", "apps.json");
  if (!env.SANDBOX_URL || !existsSync(file)) return null;
  return Control.safeParse(JSON.parse(readFileSync(file, "utf8"))).data?.controlSecret ?? null;
}
