import { and, eq, inArray, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { type Ctx, systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { contacts } from "@/server/db/schema/contacts";
import { uuidv7 } from "@/server/db/uuid";
import { emit, type NewEvent } from "@/server/events/emit";

/** The same, where more is to be locked before facts are told: they are the caller's to tell. */
export async function optOutQuietly(
  tx: Tx,
  runtime: Ctx["runtime"],
  people: { workspaceId: string; phones: readonly string[]; because: string },
): Promise<NewEvent[]> {
  const { workspaceId, because } = people;
  if (people.phones.length === 0) return [];
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
  return rows.map(({ id }) => ({ name: "contact.changed" as const, data: { contactId: id } }));
}

/** Nobody of these gets another message: they said so, or the platform says it for them. */
export async function optOut(...args: Parameters<typeof optOutQuietly>): Promise<void> {
  const [tx, , { workspaceId }] = args;
  await emit(tx, workspaceId, await optOutQuietly(...args));
}
