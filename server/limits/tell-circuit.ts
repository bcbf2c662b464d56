import { and, asc, eq, ne } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import { recordAudit } from "@/server/audit/record";
import { type Ctx, systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { uuidv7 } from "@/server/db/uuid";
import { emit } from "@/server/events/emit";
import type { Service } from "@/server/limits/circuit";

/** Everybody who posts there is told, once, that their posts wait or go out again. Last in its transaction. */
export async function tellCircuit(
  tx: Tx,
  runtime: Ctx["runtime"],
  { platform, sandbox }: Service,
  name: "platform.resting" | "platform.answering",
): Promise<void> {
  const readers = await tx
    .selectDistinct({ workspaceId: socialAccounts.workspaceId })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.platform, platform),
        eq(socialAccounts.sandbox, sandbox),
        ne(socialAccounts.status, "disconnected"),
      ),
    )
    .orderBy(asc(socialAccounts.workspaceId));
  const { label } = catalog[Platform.parse(platform)];
  for (const { workspaceId } of readers) {
    await recordAudit(tx, systemContext(runtime, workspaceId, uuidv7()), {
      ...{ action: name, subjectType: "platform", subjectId: platform },
      subjectName: sandbox ? `${label} in the sandbox` : label,
    });
  }
  for (const { workspaceId } of readers)
    await emit(tx, workspaceId, [{ name, data: { platform, sandbox } }]);
}
