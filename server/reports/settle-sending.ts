import { reportSendings } from "@/server/db/schema/reports";
import { emit } from "@/server/events/emit";
import type { Runtime } from "@/server/runtime";
import { isStillOurs, type Sending } from "./claim-sending";
import type { MailOutcome } from "./mail/send-mail";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits after the first, second, … try: a day in all. */
const WAITS_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS, 15 * HOUR_MS];

export type SendingOutcome = MailOutcome | { kind: "stored" };

type Settled = Pick<Sending, "status" | "lastError"> & { nextAt?: Date };

/** Writes what became of a try. One whose lease went to another leaves things as they are. */
export async function settleSending(
  runtime: Runtime,
  sending: Sending,
  from: "pending" | "sending",
  outcome: SendingOutcome,
): Promise<void> {
  const now = runtime.clock.now();
  const settled = toSettled(outcome, sending.attempts, now);
  await runtime.database.db.transaction(async (tx) => {
    const won = await tx
      .update(reportSendings)
      .set({
        ...settled,
        leaseUntil: null,
        settledAt: settled.status === "pending" ? null : now,
      })
      .where(isStillOurs(sending, from))
      .returning({ id: reportSendings.id });
    if (won.length === 0) return;
    await emit(tx, sending.workspaceId, [
      { name: "report.changed", data: { sendingId: sending.id } },
    ]);
  });
}

function toSettled(outcome: SendingOutcome, attempts: number, now: Date): Settled {
  switch (outcome.kind) {
    case "stored":
      return { status: "stored", lastError: null };
    case "sent":
      return { status: "sent", lastError: toRefusedWords(outcome.refused) };
    case "unknown":
      return { status: "unknown", lastError: outcome.message };
    case "not_sent": {
      const wait = outcome.again ? WAITS_MS[attempts - 1] : undefined;
      if (wait === undefined) return { status: "failed", lastError: outcome.message };
      const nextAt = new Date(now.getTime() + wait);
      return { status: "pending", nextAt, lastError: outcome.message };
    }
  }
}

const toRefusedWords = (refused: readonly string[]): string | null =>
  refused.length === 0 ? null : `The mail server refused these addresses: ${refused.join(", ")}.`;
