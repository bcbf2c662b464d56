import { eq } from "drizzle-orm";
import { ConversionAnswer, ReportConversion } from "@/lib/contracts/links";
import { conversionKeys } from "@/server/db/schema/links";
import { uuidv7 } from "@/server/db/uuid";
import { AppError, invalidField } from "@/server/errors";
import { parseJson, readBytes } from "@/server/http/body";
import { clientKeyOf } from "@/server/http/client-address";
import { toProblemResponse } from "@/server/http/problem";
import { limitRate } from "@/server/http/rate-limit";
import type { Runtime } from "@/server/runtime";
import { reportConversion } from "./report-conversion";

const MOST_BYTES = 4096;
const PER_ADDRESS = { max: 60, windowMs: 60_000 };
const PER_KEY = { max: 3_000, windowMs: 60_000 };

/** Pages of any site may call: the key is public, and no cookie is taken or given. */
export const CORS_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "86400",
};

/** A conversion from a page, with the workspace's public key instead of a token. */
export async function receiveConversion(runtime: Runtime, request: Request): Promise<Response> {
  const requestId = uuidv7();
  const log = runtime.log.child({ requestId, path: "/api/v1/conversions" });
  try {
    limitRate(`conversion:${clientKeyOf(request)}`, PER_ADDRESS);
    const { key, ...told } = ReportConversion.parse(
      parseJson(await readBytes(request, MOST_BYTES)),
    );
    const workspaceId = await findWorkspace(runtime, key);
    limitRate(`conversion-key:${workspaceId}`, PER_KEY);
    const answer = ConversionAnswer.parse(await reportConversion(runtime, workspaceId, told));
    const headers = { ...CORS_HEADERS, "cache-control": "no-store", "x-request-id": requestId };
    return Response.json(answer, { headers });
  } catch (error) {
    const response = toProblemResponse(error, requestId, log);
    for (const [name, value] of Object.entries(CORS_HEADERS)) response.headers.set(name, value);
    return response;
  }
}

async function findWorkspace({ database }: Runtime, key: string | undefined): Promise<string> {
  if (!key) throw invalidField("key", "Send an API token, or the public key as `key`.");
  const [row] = await database.db
    .select({ workspaceId: conversionKeys.workspaceId })
    .from(conversionKeys)
    .where(eq(conversionKeys.key, key));
  if (row) return row.workspaceId;
  throw new AppError(
    "unauthenticated",
    "There is no such public key. Copy the line anew from Settings, Links.",
  );
}
