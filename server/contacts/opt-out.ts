import { and, eq, inArray, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { type Ctx, systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { contacts } from "@/server/db/schema/contacts";
import { uuidv7 } from "@/server/db/uuid";
import { emit } from "@/server/events/emit";

/** Nobody of these gets another message: they said so, or the platform says it for them. */
export async function optOut(
  tx: Tx,
  runtime: Ctx["runtime"],
  people: { workspaceId: string; phones: readonly string[]; because: string },
): Promise<void> {
  const { workspaceId, because } = people;
  if (people.phones.length === 0) return;
  const now = runtime.clock.now();
  const rows = await tx
    .update(contacts)
    .set({ optedOutAt: now, updatedAt: now })
    .where(
      and(
        eq(contacts.workspaceId, workspaceId),
        inArray(contacts.phone, [...people.phones]),
        isNull(contacts.optedOutAt),
      ),
    )
    .returning({ id: contacts.id });
  await recordAudit(
    tx,
    systemContext(runtime, workspaceId, uuidv7()),
    rows.map(({ id }) => ({
      action: "contact.opted_out",
      subjectType: "contact",
      subjectId: id,
      after: { optedOutAt: now, because },
    })),
  );
  await emit(
    tx,
    workspaceId,
    rows.map(({ id }) => ({ name: "contact.changed" as const, data: { contactId: id } })),
  );
}
