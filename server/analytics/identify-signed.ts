import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import { equalSecrets } from "@/server/crypto/tokens";
import { workspaces } from "@/server/db/schema/workspaces";
import type { Env } from "@/server/env";
import { AppError } from "@/server/errors";
import { maxBulkBytes } from "@/server/http/body";
import { clientKeyOf } from "@/server/http/client-address";
import { holdBody } from "@/server/http/hold-body";
import { limitRate } from "@/server/http/rate-limit";
import type { Identify } from "@/server/http/route";
import type { Runtime } from "@/server/runtime";

const SIGNATURE_HEADER = "x-bandwagon-signature";
const WORKSPACE_HEADER = "x-bandwagon-workspace";
const SIGNATURE = /^sha256=[0-9a-f]{64}$/;
const PER_ADDRESS = { max: 600, windowMs: 60_000 };

/**
 * Who sends counts signed by a workspace's key instead of an API token. There is no time in what is
 * signed: of a batch that comes again nothing is counted again.
 */
export const identifySigned: Identify = async (runtime, request, read) => {
  const given = request.headers.get(SIGNATURE_HEADER);
  if (given === null) return null;
  limitRate(`signed:${clientKeyOf(request)}`, PER_ADDRESS);
  if (!SIGNATURE.test(given.trim())) throw unsigned();
  const workspaceId = readWorkspaceId(request);
  await assertWorkspace(runtime, workspaceId);
  // A stranger could send megabytes: nothing more than this is left to tell who it is.
  await holdBody(request, maxBulkBytes, async () =>
    assertSigned(runtime.env, workspaceId, given, await read()),
  );
  return {
    ...{ by: "other", workspaceId },
    actor: {
      ...{ kind: "token", id: null, name: "Signed ingest", role: null },
      scopes: new Set(["analytics:write"]),
    },
    limit: { key: `ingest:${workspaceId}`, max: 600, windowMs: 60_000 },
  };
};

/** Whoever holds one workspace's key can sign for no other. */
const keyOf = ({ INGEST_SECRET }: Env, workspaceId: string): string =>
  createHmac("sha256", INGEST_SECRET).update(workspaceId).digest("hex");

/** Of the bytes as they were sent, before anything is made of them. */
function assertSigned(env: Env, workspaceId: string, given: string, raw: Uint8Array): void {
  const hmac = createHmac("sha256", keyOf(env, workspaceId)).update(raw).digest("hex");
  if (!equalSecrets(given.trim(), `sha256=${hmac}`)) throw unsigned();
}

function readWorkspaceId(request: Request): string {
  const id = Id.safeParse(request.headers.get(WORKSPACE_HEADER)).data;
  if (id) return id.toLowerCase();
  throw unnamed();
}

async function assertWorkspace({ database }: Runtime, id: string): Promise<void> {
  const [row] = await database.db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, id));
  // As for a wrong signature: a stranger learns of no workspace.
  if (!row) throw unsigned();
}

const unsigned = () =>
  new AppError(
    "unauthenticated",
    `The signature does not match the body, or there is no such workspace. Send ${SIGNATURE_HEADER}: sha256= followed by the hex HMAC-SHA256 of the exact body, made with the workspace’s key, which is the hex HMAC-SHA256 of its id, made with INGEST_SECRET.`,
  );

const unnamed = () =>
  new AppError(
    "bad_request",
    `Name the workspace: send its id as ${WORKSPACE_HEADER}. It stands under Settings, Workspace.`,
  );
