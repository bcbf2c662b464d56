import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, Receipt, SaveReceipt, Session } from "../adapter";
import { PREPARED_REFUSED } from "../adapter";
import { toStoredAnswer } from "../http-answer";
import { toRefusedLook } from "../in-doubt";
import { attempt } from "../meta/attempt";
import { notPosted } from "../network-outcome";
import { getHistory, readHistory, readSent, sendMessage } from "./api";
import { refine, whatsappRefusals } from "./errors";
import { toMessage, type UploadedFile } from "./to-whatsapp";
import { isFileGone, prepareFile, readPrepared } from "./upload";

const StoredReceipt = z.discriminatedUnion("stage", [
  /** The call that sends may have been made. */
  z.object({ stage: z.literal("sending") }),
  z.object({ stage: z.literal("accepted"), messageId: z.string() }),
]);
type StoredReceipt = z.infer<typeof StoredReceipt>;

const LOOK_AGAIN_MS = 60_000;
const REACHED = ["accepted", "sent", "delivered", "read", "played"];

interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

/** Files first: until the message itself is sent, everything may be repeated. */
export async function publishToWhatsapp(work: Work): Promise<PublishOutcome> {
  const { session, draft, key } = work;
  const { recipient } = draft;
  if (!recipient) {
    const message = "WhatsApp needs somebody to write to. Add contacts who agreed to messages.";
    return { kind: "rejected", code: "no_recipient", message };
  }
  const found = await findFile(session, draft);
  if (!found.ok) return found.outcome;
  const { file } = found;
  await keep(work, { stage: "sending" });
  const message = toMessage(draft, { recipient, key, file });
  const answer = await attempt(session, whatsappRefusals, true, () =>
    sendMessage(session, message),
  );
  if (!answer.ok) {
    const { outcome, response } = answer;
    const isGone = file && response && (await isFileGone(session, response, file.id));
    if (isGone) return fileGone;
    return refine(outcome, response, { key, now: session.now() });
  }
  const response = toStoredAnswer(answer.response);
  const sent = readSent(answer.response);
  if (!sent) {
    const words = "WhatsApp accepted the message but gave no id for it.";
    return { kind: "unknown", code: "bad_answer", message: words, response };
  }
  await keep(work, { stage: "accepted", messageId: sent.id });
  if (!sent.isHeld) return { ...toPublished(sent.id), response };
  return { ...held, response };
}

type FoundFile = { ok: true; file: UploadedFile | null } | { ok: false; outcome: PublishOutcome };

/** The one that all messages of the post share; a message that stands alone uploads its own. */
async function findFile(session: Session, draft: Draft): Promise<FoundFile> {
  const [media] = draft.media;
  if (!media) return { ok: true, file: null };
  const known = readPrepared(draft);
  if (known !== null) return { ok: true, file: { id: known, media } };
  const answer = await prepareFile(session, draft, null);
  if (!answer.ok) return answer;
  const id = readPrepared({ ...draft, prepared: answer.prepared });
  return { ok: true, file: id === null ? null : { id, media } };
}

const fileGone: PublishOutcome = {
  kind: "retry_later",
  retryAfterMs: 0,
  code: PREPARED_REFUSED,
  message: "WhatsApp no longer has the file. It has to be uploaded again.",
};

const keep = ({ saveReceipt }: Work, receipt: StoredReceipt) => saveReceipt(receipt);

/** A message to one person has no address and no public. */
const toPublished = (messageId: string) => ({
  kind: "published" as const,
  externalId: messageId,
  permalink: null,
  visibility: "live" as const,
});

const held = {
  kind: "pending" as const,
  checkAfterMs: LOOK_AGAIN_MS,
  note: "WhatsApp holds the message back to judge its template",
};

/**
 * WhatsApp can be asked about a message only by the id that it gave. Without one nobody knows, until
 * a webhook brings our key back.
 */
export async function resumeOnWhatsapp(
  session: Session,
  receipt: Receipt | null,
): Promise<PublishOutcome> {
  if (receipt === null) {
    return notPosted("not_started", "The attempt ended before anything was sent.");
  }
  const stored = StoredReceipt.safeParse(receipt).data;
  if (stored?.stage !== "accepted") {
    const message = "WhatsApp can't tell whether this message was sent. Its statuses will.";
    return { kind: "unknown", code: "not_traceable", message };
  }
  const { messageId } = stored;
  const answer = await attempt(session, whatsappRefusals, false, () =>
    getHistory(session, messageId),
  );
  if (!answer.ok) {
    return answer.outcome.kind === "reconnect" ? toRefusedLook(answer.outcome) : held;
  }
  const states = readHistory(answer.response) ?? [];
  if (states.includes("failed")) {
    return { kind: "rejected", code: "failed", message: "WhatsApp did not deliver it." };
  }
  return states.some((state) => REACHED.includes(state)) ? toPublished(messageId) : held;
}
