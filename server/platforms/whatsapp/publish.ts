import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, Receipt, SaveReceipt, Session } from "../adapter";
import { toStoredAnswer } from "../http-answer";
import { attempt, notPosted } from "../meta/attempt";
import { readId } from "../meta/graph";
import { toUploadForm } from "../meta/multipart";
import { getHistory, readHistory, readSent, sendMessage, uploadMedia } from "./api";
import { refine, whatsappRefusals } from "./errors";
import { toMessage, type UploadedFile } from "./to-whatsapp";

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
  const uploaded = await uploadFile(work);
  if (!uploaded.ok) return uploaded.outcome;
  await keep(work, { stage: "sending" });
  const message = toMessage(draft, { recipient, key: key.key, file: uploaded.file });
  const answer = await attempt(session, whatsappRefusals, true, () =>
    sendMessage(session, message),
  );
  if (!answer.ok) return refine(answer.outcome, answer.response, key, session.now());
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

type Uploaded = { ok: true; file: UploadedFile | null } | { ok: false; outcome: PublishOutcome };

async function uploadFile({ session, draft, key }: Work): Promise<Uploaded> {
  const [media] = draft.media;
  if (!media) return { ok: true, file: null };
  const { fileName, mimeType } = media;
  const bytes = await media.read(0, media.bytes);
  const form = toUploadForm(
    { messaging_product: "whatsapp", type: mimeType },
    { name: "file", fileName, mimeType, bytes },
    `upload-${media.sha256.slice(0, 24)}`,
  );
  const answer = await attempt(session, whatsappRefusals, false, () => uploadMedia(session, form));
  if (!answer.ok) {
    return { ok: false, outcome: refine(answer.outcome, answer.response, key, session.now()) };
  }
  const id = readId(answer.response);
  if (id !== null) return { ok: true, file: { id, media } };
  const outcome = notPosted("bad_answer", "WhatsApp gave no id for the uploaded file.");
  return { ok: false, outcome };
}

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
  if (!answer.ok) return answer.outcome.kind === "reconnect" ? answer.outcome : held;
  const states = readHistory(answer.response) ?? [];
  if (states.includes("failed")) {
    return { kind: "rejected", code: "failed", message: "WhatsApp did not deliver it." };
  }
  return states.some((state) => REACHED.includes(state)) ? toPublished(messageId) : held;
}
