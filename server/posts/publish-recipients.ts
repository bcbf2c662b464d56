import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { describeTally, isGoing } from "@/lib/domain/recipient-status";
import { STANDS_FOR } from "@/lib/domain/template-body";
import { tidyOutcome } from "@/lib/domain/tidy-outcome";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Draft, IdempotencyKey, Receipt, Session } from "@/server/platforms/adapter";
import { type ClaimedRecipient, claimRecipients } from "./claim-recipients";
import type { Runtime } from "./claimed-post";
import { NOT_SENT } from "./not-sent";
import { openPreparation, type Preparation, type Preparing } from "./prepare-recipients";
import { redactSecrets } from "./redact-secrets";
import { LeaseLostError } from "./save-receipt";
import {
  type FinishedRecipient,
  keepRecipientReceipt,
  settleRecipients,
} from "./settle-recipients";
import { startRecipients } from "./start-recipients";
import { type PostTally, tallyRecipients } from "./tally-recipients";

const AT_ONCE = 10;
/** Then the post lets others of its account look in, and pauses are heard. */
const PER_TURN = 300;
const SOON_MS = 1_000;
const LATEST_MS = 60_000;

/**
 * One post to many people, a turn of it. Each person is claimed and settled alone, so that whatever
 * happens in between nobody gets two messages; the post itself tells how far it has come.
 */
export async function publishRecipients(
  fanout: Preparing,
  session: Session,
): Promise<PublishOutcome> {
  const { runtime, claimed } = fanout;
  await startRecipients(runtime, claimed);
  const preparation = openPreparation(fanout, session);
  let stop: PublishOutcome | null = null;
  for (let done = 0; done < PER_TURN && !stop; ) {
    const batch = await claimRecipients(runtime, claimed, AT_ONCE);
    if (batch.length === 0) break;
    done += batch.length;
    const finished = await Promise.all(
      batch.map(async (recipient) => ({
        recipient,
        outcome: preparation.judge(
          tidyOutcome(
            redactSecrets(await serve(fanout, session, recipient, preparation), session),
            runtime.clock.now(),
          ),
        ),
      })),
    );
    await settleRecipients(runtime, claimed, finished);
    preparation.renew();
    stop = findStop(finished);
  }
  const tally = await tallyRecipients(runtime.database.db, claimed.post.id);
  return conclude(runtime, tally, stop);
}

/** What says no to everybody: the account has to rest, or a person has to connect it again. */
function findStop(finished: readonly FinishedRecipient[]): PublishOutcome | null {
  for (const { outcome } of finished) {
    if (outcome.kind === "reconnect") return outcome;
    if (outcome.kind === "retry_later" && outcome.limit) return outcome;
    // It stands for the access alone: each person keeps what is known of theirs.
    if (outcome.kind === "pending" && outcome.lookRefused) {
      return { kind: "reconnect", ...outcome.lookRefused };
    }
  }
  return null;
}

/** Who is only looked after needs nothing that has to be prepared. */
async function serve(
  fanout: Preparing,
  session: Session,
  recipient: ClaimedRecipient,
  preparation: Preparation,
): Promise<PublishOutcome> {
  if (recipient.kind === "resume") return sendOne(fanout, session, recipient);
  const ready = await preparation.ready();
  if (!ready.ok) return ready.outcome;
  return sendOne({ ...fanout, draft: ready.draft }, session, recipient);
}

async function sendOne(
  { runtime, adapter, draft }: Preparing,
  session: Session,
  recipient: ClaimedRecipient,
): Promise<PublishOutcome> {
  const { row, kind, phone, name } = recipient;
  const { options = [] } = findFormat(catalog[adapter.platform], draft.format);
  const told = options.flatMap((field) => (field.told ? field.name : []));
  const personal = personalise(draft, name, told);
  if (!personal) {
    const message = "The text asks for a name, and this contact has none.";
    return { kind: "rejected", code: "no_name", message };
  }
  const own = { ...personal, recipient: phone };
  const key: IdempotencyKey = {
    key: row.id,
    attempt: row.attempt,
    firstAttemptAt: row.firstAttemptAt ?? runtime.clock.now(),
  };
  const keep = async (receipt: Receipt) => {
    if (await keepRecipientReceipt(runtime, recipient, receipt)) return;
    throw new LeaseLostError("Another publisher took this person over.");
  };
  try {
    return kind === "publish"
      ? await adapter.publish(session, own, key, keep)
      : await adapter.resume(session, key, (row.receipt ?? null) as Receipt | null, own, keep);
  } catch (error) {
    const isLost = error instanceof LeaseLostError;
    if (!isLost) runtime.log.error({ err: error, recipientId: row.id }, "an adapter failed");
    const message = "Something failed while sending. Nobody knows yet whether it arrived.";
    return { kind: "unknown", code: isLost ? "lease_lost" : "adapter_failed", message };
  }
}

const NAME = STANDS_FOR.name;

/** Null: a name is asked for that nobody knows. The platform's own words are none of ours to fill. */
function personalise(draft: Draft, name: string | null, told: readonly string[]): Draft | null {
  const own = Object.entries(draft.options).filter(([key]) => !told.includes(key));
  const texts = [draft.text, ...own.map(([, text]) => text)];
  if (!texts.some((text) => text.includes(NAME))) return draft;
  if (name === null) return null;
  const fill = (text: string) => text.replaceAll(NAME, () => name);
  const filled = Object.fromEntries(own.map(([key, text]) => [key, fill(text)]));
  return { ...draft, text: fill(draft.text), options: { ...draft.options, ...filled } };
}

function conclude(runtime: Runtime, tally: PostTally, stop: PublishOutcome | null): PublishOutcome {
  const { counts, total, messageId } = tally;
  if (total === 0) {
    const message = "There is nobody to write to. Add contacts who agreed to get messages.";
    return { kind: "rejected", code: "no_contacts", message, response: NOT_SENT };
  }
  // A person has to act, or nobody has got anything yet and the whole post may wait.
  if (stop && (stop.kind === "reconnect" || counts.queued === total)) return stop;
  const message = describeTally(tally);
  if (isGoing(tally)) {
    const note = stop && "message" in stop ? `${message} ${stop.message}` : message;
    return { kind: "pending", checkAfterMs: toWaitMs(runtime, tally, stop), note };
  }
  if (messageId !== null) {
    return {
      kind: "published",
      externalId: messageId,
      permalink: null,
      visibility: "live",
      note: message,
    };
  }
  return counts.parked
    ? { kind: "unknown", code: "recipients_in_doubt", message }
    : { kind: "rejected", code: "all_refused", message };
}

function toWaitMs(runtime: Runtime, { nextAt }: PostTally, stop: PublishOutcome | null): number {
  const told = stop?.kind === "retry_later" ? (stop.retryAfterMs ?? LATEST_MS) : 0;
  const next = nextAt ? nextAt.getTime() - runtime.clock.now().getTime() : 0;
  return Math.max(SOON_MS, told, Math.min(next, LATEST_MS));
}
