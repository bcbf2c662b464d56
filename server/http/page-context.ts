import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { isEmptyInstall } from "@/server/auth/create-owner";
import type { Ctx } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";
import { readEventSeq } from "@/server/events/read-event-seq";
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
  if (ctx) {
    // Before anything of the page is read: what happens later, its live connection tells.
    await readPageSeq(ctx.workspaceId);
    return ctx;
  }
  redirect((await isEmptyInstall(getRuntime())) ? "/setup" : "/sign-in");
}

const pageSeqs = new WeakMap<object, Promise<number>>();

/**
 * The last fact that all data of the page that is being made surely holds: layout and page of one
 * request are told the same, from before either reads anything.
 */
export async function readPageSeq(workspaceId: string): Promise<number> {
  const request = await headers();
  const known = pageSeqs.get(request);
  if (known) return known;
  const reading = readEventSeq(getRuntime().database.db, workspaceId);
  pageSeqs.set(request, reading);
  return reading;
}
