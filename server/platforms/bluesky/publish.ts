import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, Receipt, SaveReceipt, Session } from "../adapter";
import { stayInDoubt, toRefusedLook } from "../in-doubt";
import { absent } from "../network-outcome";
import { makeCard, uploadImages } from "./media";
import { resolveMentions } from "./mentions";
import { findPart, type Plan, sendPart, takeBack, toPlan, toReceipt } from "./parts";
import { type Repository, toRepository } from "./session";
import { toRecordKeys } from "./tid";
import { type Embed, toPermalink, toRecord, toTexts } from "./to-bluesky";

const LOOK_AGAIN_MS = 30_000;

export interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

interface Sending extends Work {
  repository: Repository;
  plan: Plan;
}

export const notConnected = {
  kind: "reconnect",
  code: "credentials_missing",
  message: "The session of this account is missing. Connect it again.",
} as const;

export async function publishPost(work: Work): Promise<PublishOutcome> {
  const { session, draft, key } = work;
  const repository = toRepository(session);
  if (!repository) return notConnected;
  const texts = toTexts(draft);
  const keys = toRecordKeys(key.key, key.firstAttemptAt, texts.length);
  const images = draft.media.length > 0 ? await uploadImages(repository, draft.media) : null;
  if (images && !images.ok) return images.outcome;
  const embeds = await makeEmbeds(repository, texts, images?.embed ?? null);
  const dids = await resolveMentions(repository, texts);
  const startedAt = session.now().getTime();
  const records = texts.map((text, index) =>
    // Readers sort by this time: parts of a thread keep their order.
    toRecord({ text, createdAt: new Date(startedAt + index), dids, embed: embeds[index] ?? null }),
  );
  const sending = { ...work, repository, plan: { keys, records, out: [] } };
  // An earlier attempt may have sent the beginning of a thread before its session ended.
  return send(sending, texts.length > 1);
}

/** Images go with the first part; a part without them shows the card of its first link. */
function makeEmbeds(
  repository: Repository,
  texts: readonly string[],
  images: Embed | null,
): Promise<(Embed | null)[]> {
  return Promise.all(
    texts.map((text, index) =>
      index === 0 && images ? Promise.resolve(images) : makeCard(repository, text),
    ),
  );
}

/** Sends what is left of the plan. `looks`: parts of it may be out already. */
async function send(sending: Sending, looks: boolean): Promise<PublishOutcome> {
  const { session, repository, plan, saveReceipt } = sending;
  let isLooking = looks;
  let response: unknown;
  while (plan.out.length < plan.keys.length) {
    if (isLooking) {
      const seen = await findPart(repository, plan.keys[plan.out.length] ?? "");
      if (seen.kind === "unreachable") return stop(sending, seen.outcome);
      if (seen.kind === "found") {
        plan.out.push(seen.reference);
        continue;
      }
      isLooking = false;
    }
    await saveReceipt(toReceipt(plan));
    const sent = await sendPart(repository, plan);
    if (!sent.ok) return stop(sending, sent.outcome);
    plan.out.push(sent.reference);
    response = sent.response;
  }
  return toPublished(session, plan, response);
}

/** With a part of the thread out, "surely not posted" is not true any more. */
async function stop(sending: Sending, outcome: PublishOutcome): Promise<PublishOutcome> {
  const { repository, plan, saveReceipt } = sending;
  if (plan.out.length === 0) return outcome;
  await saveReceipt(toReceipt(plan));
  const progress = `${plan.out.length} of ${plan.keys.length} posts of the thread are out`;
  if (outcome.kind === "retry_later" || outcome.kind === "reconnect") {
    const message = `${progress}. ${outcome.message}`;
    return stayInDoubt({ ...outcome, message }, LOOK_AGAIN_MS);
  }
  if (outcome.kind !== "rejected" || (await takeBack(repository, plan))) return outcome;
  const message = `${progress}. ${outcome.message}`;
  return { kind: "unknown", code: "thread_unfinished", message, response: outcome.response };
}

export async function resumePost(work: Work, receipt: Receipt | null): Promise<PublishOutcome> {
  const { session } = work;
  const repository = toRepository(session);
  if (!repository) return toRefusedLook(notConnected);
  if (receipt === null) {
    return absent("not_started", "The attempt ended before anything was sent to Bluesky.");
  }
  const plan = toPlan(receipt);
  if (!plan) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  const seen = await findPart(repository, plan.keys[plan.out.length] ?? "");
  if (seen.kind === "unreachable") {
    if (seen.outcome.kind === "reconnect") return toRefusedLook(seen.outcome);
    const note = "Bluesky could not say whether the post is there";
    return { kind: "pending", checkAfterMs: toWaitMs(seen.outcome), note };
  }
  if (seen.kind === "found") plan.out.push(seen.reference);
  if (plan.out.length === 0) return absent("not_found", "The post is not on Bluesky.");
  return send({ ...work, repository, plan }, seen.kind === "found");
}

function toWaitMs(outcome: PublishOutcome): number {
  return (outcome.kind === "retry_later" ? outcome.retryAfterMs : null) ?? LOOK_AGAIN_MS;
}

function toPublished(session: Session, { out }: Plan, response: unknown): PublishOutcome {
  const externalId = out[0]?.uri ?? "";
  const permalink = toPermalink(session.endpoints.site, session.handle, externalId);
  return { kind: "published", externalId, permalink, visibility: "live", response };
}
