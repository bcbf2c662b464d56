import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { toStoredAnswer } from "../http-answer";
import { stayInDoubt } from "../in-doubt";
import { toNetworkOutcome } from "../network-outcome";
import { createTweet, readCreatedId } from "./api";
import { isDuplicate, toOutcome } from "./errors";
import { findTweet } from "./find-tweet";
import { type Attachments, toTexts, toTweetBody } from "./to-x";
import { toPublished, type Work } from "./work";

const TRY_PART_AGAIN_MS = 30_000;

type Part = { id: string; response: unknown } | { outcome: PublishOutcome };

/** Posts what follows the parts that are out already. Each id is kept before the next is sent. */
export async function sendParts(
  work: Work,
  attachments: Attachments,
  before: readonly string[] = [],
): Promise<PublishOutcome> {
  const texts = toTexts(work.draft);
  const ids = [...before];
  let response: unknown;
  for (const text of texts.slice(ids.length)) {
    const part = await sendPart(work, text, ids, attachments);
    if ("outcome" in part) {
      return ids.length === 0 ? part.outcome : halt(work, ids, texts.length, part.outcome);
    }
    ids.push(part.id);
    response = part.response;
  }
  return toPublished(work.session, ids, response);
}

async function sendPart(
  work: Work,
  text: string,
  ids: readonly string[],
  attachments: Attachments,
): Promise<Part> {
  const { session } = work;
  const body = toTweetBody(text, ids.at(-1) ?? null, attachments);
  const startedAt = session.now().toISOString();
  await work.saveReceipt({ stage: "sending", ids, text, startedAt });
  try {
    const response = await createTweet(session, body);
    const stored = toStoredAnswer(response);
    if (response.status < 300) {
      const id = readCreatedId(response);
      if (id) return { id, response: stored };
      const message = "X took the post but did not say where it is.";
      return { outcome: { kind: "unknown", code: "bad_answer", message, response: stored } };
    }
    if (isDuplicate(response)) return await settleDuplicate(work, text, ids, stored);
    return { outcome: toOutcome(response, true, session.now()) };
  } catch (error) {
    return { outcome: toNetworkOutcome(error, "X", { creates: true }) };
  }
}

/** The refusal may be about our own earlier try, whose answer we never saw. */
async function settleDuplicate(
  { session, key }: Work,
  text: string,
  ids: readonly string[],
  response: unknown,
): Promise<Part> {
  const wanted = { text, since: key.firstAttemptAt, replyTo: ids.at(-1) ?? null, except: ids };
  const seen = await findTweet(session, wanted);
  if (seen.found === null && seen.isComplete) {
    const message = "X refused this text because the account posted the same text before.";
    const refusal = { kind: "rejected", code: "duplicate", message, field: "text" } as const;
    return { outcome: { ...refusal, response } };
  }
  if (seen.found === null || seen.found === "unreachable") {
    const message = "X says the text is already posted, and the earlier post was not found yet.";
    return { outcome: { kind: "unknown", code: "duplicate", message, response } };
  }
  return { id: seen.found.id, response };
}

/**
 * Some parts are out, so that the post can neither begin anew nor be called unposted: a hindrance
 * is waited out from here, and a refusal is left to a person.
 */
async function halt(
  work: Work,
  ids: readonly string[],
  total: number,
  outcome: PublishOutcome,
): Promise<PublishOutcome> {
  const progress = `${ids.length} of ${total} parts are out`;
  if (outcome.kind === "rejected") {
    const { code, response } = outcome;
    const message = `${progress}. ${outcome.message}`;
    await work.saveReceipt({ stage: "refused", ids, code, message });
    return { kind: "unknown", code, message, response };
  }
  if (outcome.kind !== "retry_later" && outcome.kind !== "reconnect") return outcome;
  await work.saveReceipt({ stage: "halted", ids });
  const message = `${progress}. ${outcome.message}`;
  return stayInDoubt({ ...outcome, message }, TRY_PART_AGAIN_MS);
}
