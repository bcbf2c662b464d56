import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import { IngestAnswer, IngestBatch, IngestQuery } from "@/lib/contracts/ingest";
import { ingestBatch } from "@/server/analytics/ingest-metrics";
import type { Ctx } from "@/server/context";
import { equalSecrets } from "@/server/crypto/tokens";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import { AppError } from "@/server/errors";
import { toAnswerResponse } from "@/server/http/answer-response";
import { parseJson, readBulkBytes, unpackBulk } from "@/server/http/body";
import { readIdempotency } from "@/server/http/idempotency";
import { toProblemResponse } from "@/server/http/problem";
import { limitRate } from "@/server/http/rate-limit";
import { takeTurn } from "@/server/http/take-turn";
import type { Runtime } from "@/server/runtime";

export const SIGNATURE_HEADER = "x-bandwagon-signature";
const WORKSPACE_HEADER = "x-bandwagon-workspace";

/** Counts from a system that holds INGEST_SECRET instead of an API token. */
export async function receiveSignedIngest(runtime: Runtime, request: Request): Promise<Response> {
  const requestId = uuidv7();
  const log = runtime.log.child({ requestId, path: "/api/analytics/ingest" });
  try {
    const sent = await readBulkBytes(request);
    assertSigned(runtime, request, sent);
    const workspaceId = await findWorkspaceId(runtime, request);
    limitRate(`ingest:${workspaceId}`, { max: 600, windowMs: 60_000 });
    const ctx: Ctx = {
      workspaceId,
      actor: {
        kind: "token",
        id: null,
        name: "Signed ingest",
        role: null,
        scopes: new Set(["analytics:write"]),
      },
      requestId,
      runtime,
      db: runtime.database.db,
      log,
      now: () => runtime.clock.now(),
    };
    const answer = await takeTurn(() => countSent(ctx, request, sent));
    return toAnswerResponse(answer, IngestAnswer, requestId);
  } catch (error) {
    return toProblemResponse(error, requestId, log);
  }
}

async function countSent(ctx: Ctx, request: Request, sent: Uint8Array) {
  const bytes = await unpackBulk(request, sent);
  const query = IngestQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const idempotency = readIdempotency(request, bytes);
  return ingestBatch(ctx, IngestBatch.parse(parseJson(bytes)), { query, idempotency });
}

/** Of the bytes as they were sent, before anything is made of them. */
function assertSigned({ env }: Runtime, request: Request, raw: Uint8Array): void {
  const given = request.headers.get(SIGNATURE_HEADER) ?? "";
  const wanted = `sha256=${createHmac("sha256", env.INGEST_SECRET).update(raw).digest("hex")}`;
  if (equalSecrets(given.trim(), wanted)) return;
  throw new AppError(
    "unauthenticated",
    `The signature does not match the body. Send ${SIGNATURE_HEADER}: sha256= followed by the hex HMAC-SHA256 of the exact body, made with INGEST_SECRET.`,
  );
}

async function findWorkspaceId(runtime: Runtime, request: Request): Promise<string> {
  const id = Id.safeParse(request.headers.get(WORKSPACE_HEADER)).data;
  const [row] = id
    ? await runtime.database.db
        .select({ id: workspaces.id })
        .from(workspaces)
        .where(eq(workspaces.id, id))
    : [];
  if (row) return row.id;
  throw new AppError(
    "bad_request",
    `Name the workspace: send its id as ${WORKSPACE_HEADER}. It stands under Settings, Workspace.`,
  );
}
