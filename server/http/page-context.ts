import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { isEmptyInstall } from "@/server/auth/create-owner";
import type { Ctx } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";
import { findSessionIdentity } from "@/server/http/authenticate";
import { readSessionToken } from "@/server/http/session-token";
import { getRuntime } from "@/server/runtime";

/** The signed-in person for a page, or null. */
export async function findPageContext(): Promise<Ctx | null> {
  const runtime = getRuntime();
  const token = await readSessionToken(runtime.env, (await headers()).get("cookie"));
  const identity = token ? await findSessionIdentity(runtime, token) : null;
  if (!identity) return null;
  const requestId = uuidv7();
  return {
    workspaceId: identity.workspaceId,
    actor: identity.actor,
    requestId,
    runtime,
    db: runtime.database.db,
    log: runtime.log.child({ requestId }),
    now: () => runtime.clock.now(),
  };
}

/** The signed-in person for a page; anybody else is sent to sign-in, or to the first setup. */
export async function getPageContext(): Promise<Ctx> {
  const ctx = await findPageContext();
  if (ctx) return ctx;
  redirect((await isEmptyInstall(getRuntime())) ? "/setup" : "/sign-in");
}
