import { eq } from "drizzle-orm";
import { ReportConversion } from "@/lib/contracts/links";
import { conversionKeys } from "@/server/db/schema/links";
import { AppError, invalidField } from "@/server/errors";
import { parseJson } from "@/server/http/body";
import { clientKeyOf } from "@/server/http/client-address";
import { limitRate } from "@/server/http/rate-limit";
import type { Identify } from "@/server/http/route";
import type { Runtime } from "@/server/runtime";

const PER_ADDRESS = { max: 60, windowMs: 60_000 };
const PER_KEY = { max: 3_000, windowMs: 60_000 };

const Keyed = ReportConversion.pick({ key: true });

/** A page that reports with the workspace's public key instead of a token. */
export const identifyByKey: Identify = async (runtime, request, read) => {
  if (request.headers.has("authorization")) return null;
  limitRate(`conversion:${clientKeyOf(request)}`, PER_ADDRESS);
  const { key } = Keyed.parse(parseJson(await read()));
  const workspaceId = await findWorkspace(runtime, key);
  return {
    ...{ by: "other", workspaceId },
    actor: {
      ...{ kind: "token", id: null, name: "Public key", role: null },
      scopes: new Set(["analytics:write"]),
    },
    limit: { key: `conversion-key:${workspaceId}`, ...PER_KEY },
  };
};

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
