import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, Receipt, SaveReceipt, Session } from "../adapter";
import { toStoredAnswer } from "../http-answer";
import { stayInDoubt, toRefusedLook } from "../in-doubt";
import { type Answer, attempt } from "../meta/attempt";
import { readGraphError } from "../meta/errors";
import { readId } from "../meta/graph";
import { notPosted } from "../network-outcome";
import { whileSettling } from "../settling";
import { getQuota, publishContainer, readQuota } from "./api";
import { checkContainer, expired, makeContainer } from "./containers";
import { instagramRefusals, isNotReady } from "./errors";
import { findMedia, toPublished } from "./find-media";
import { toCarouselForm, toChildForm, toSingleForm } from "./to-instagram";

const StoredReceipt = z.discriminatedUnion("stage", [
  z.object({
    stage: z.literal("children"),
    children: z.array(z.string()),
    startedAt: z.iso.datetime(),
  }),
  z.object({
    stage: z.literal("container"),
    containerId: z.string(),
    startedAt: z.iso.datetime(),
  }),
  /** The call that publishes may have been sent. */
  z.object({
    stage: z.literal("publishing"),
    containerId: z.string(),
    startedAt: z.iso.datetime(),
    sentAt: z.iso.datetime(),
  }),
]);
type StoredReceipt = z.infer<typeof StoredReceipt>;
type Container = Extract<StoredReceipt, { stage: "container" | "publishing" }>;

const HOUR_MS = 3_600_000;
const LOOK_AGAIN_MS = 60_000;
const FOUND_WITHIN_MS = 10 * 60_000;

export interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

export async function publishToInstagram(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const refusal = refuseMedia(draft) ?? (await refuseQuota(session));
  if (refusal) return refusal;
  const startedAt = session.now().toISOString();
  if (draft.format !== "carousel") {
    const [media] = draft.media;
    return media ? keepContainer(work, toSingleForm(draft, media), startedAt) : noMedia();
  }
  const children: string[] = [];
  for (const media of draft.media) {
    const made = await makeContainer(session, toChildForm(media));
    if (!made.ok) return made.outcome;
    children.push(made.id);
  }
  await work.saveReceipt({ stage: "children", children, startedAt });
  return assemble(work, { children, startedAt });
}

function refuseMedia(draft: Draft): PublishOutcome | null {
  if (draft.media.length === 0) return noMedia();
  if (draft.media.every((media) => media.publicUrl !== null)) return null;
  const message =
    "Instagram fetches files from this server. Set APP_URL to an address that can be reached from outside.";
  return { kind: "rejected", code: "media_not_public", message, field: "media" };
}

const noMedia = (): PublishOutcome => ({
  kind: "rejected",
  code: "media_required",
  message: "Instagram needs an image or a video. Add one to the variant.",
  field: "media",
});

/** The number of posts in 24 hours, told before anything is uploaded. Unknown means: go on. */
async function refuseQuota(session: Session): Promise<PublishOutcome | null> {
  const answer = await attempt(session, instagramRefusals, false, () => getQuota(session));
  if (!answer.ok) return answer.outcome.kind === "reconnect" ? answer.outcome : null;
  const quota = readQuota(answer.response);
  if (!quota || quota.quota_usage < quota.config.quota_total) return null;
  return {
    kind: "retry_later",
    retryAfterMs: HOUR_MS,
    limit: { of: "account", until: session.now().getTime() + HOUR_MS },
    code: "daily_cap",
    message: `Instagram takes ${quota.config.quota_total} posts in 24 hours from this account.`,
  };
}

/** A carousel is put together once Instagram has all of its parts. */
async function assemble(
  work: Work,
  { children, startedAt }: { children: readonly string[]; startedAt: string },
): Promise<PublishOutcome> {
  for (const child of children) {
    const state = await checkContainer(work.session, child);
    if (state.kind === "over") return state.outcome;
    if (state.kind === "gone") return expired();
    if (state.kind === "untold") return toWaiting(state.outcome);
    if (state.kind === "working") return again(work.session, startedAt);
  }
  return keepContainer(work, toCarouselForm(work.draft, children), startedAt);
}

async function keepContainer(
  work: Work,
  form: Readonly<Record<string, string>>,
  startedAt: string,
): Promise<PublishOutcome> {
  const made = await makeContainer(work.session, form);
  if (!made.ok) return made.outcome;
  const receipt: Container = { stage: "container", containerId: made.id, startedAt };
  await work.saveReceipt(receipt);
  return settle(work, receipt);
}

/** From whatever the container's own state is. It can be published once, by whomever and however often asked. */
async function settle(work: Work, receipt: Container): Promise<PublishOutcome> {
  const state = await checkContainer(work.session, receipt.containerId);
  switch (state.kind) {
    case "untold":
      return toWaiting(state.outcome);
    case "over":
      return state.outcome;
    case "gone":
      return receipt.stage === "publishing" ? lookUp(work, receipt) : expired();
    case "working":
      return again(work.session, receipt.startedAt);
    case "published":
      return lookUp(work, receipt);
    case "ready":
      return isSettling(work.session, receipt) ?? publishReady(work, receipt);
  }
}

/** A container at rest proves nothing while a publish of it may be on its way. */
const isSettling = (session: Session, receipt: Container): PublishOutcome | null =>
  receipt.stage === "publishing" ? whileSettling(session, receipt.sentAt, "Instagram") : null;

async function publishReady(work: Work, receipt: Container): Promise<PublishOutcome> {
  const { session } = work;
  const { containerId, startedAt } = receipt;
  const sentAt = session.now().toISOString();
  await work.saveReceipt({ stage: "publishing", containerId, startedAt, sentAt });
  const answer = await attempt(session, instagramRefusals, true, () =>
    publishContainer(session, containerId),
  );
  if (!answer.ok) return settleRefusal(work, receipt, answer);
  const response = toStoredAnswer(answer.response);
  const mediaId = readId(answer.response);
  if (mediaId !== null) return toPublished(session, { id: mediaId, permalink: null }, response);
  const message = "Instagram took the post but did not say where it is.";
  return { kind: "unknown", code: "bad_answer", message, response };
}

/** A refusal is also how Instagram answers to a publish that it has had already. */
async function settleRefusal(
  work: Work,
  receipt: Container,
  { response, outcome }: Extract<Answer, { ok: false }>,
): Promise<PublishOutcome> {
  const { session } = work;
  const { containerId, startedAt } = receipt;
  const wasSent = receipt.stage === "publishing";
  if (response !== null && isNotReady(readGraphError(response))) return again(session, startedAt);
  if (outcome.kind !== "rejected") return wasSent ? stayInDoubt(outcome) : outcome;
  const state = await checkContainer(session, containerId);
  const sentAt = session.now().toISOString();
  if (state.kind === "published") {
    return lookUp(work, { stage: "publishing", containerId, startedAt, sentAt });
  }
  const isProved = state.kind === "ready" || state.kind === "over";
  return wasSent && !isProved ? stayInDoubt(outcome) : outcome;
}

/** The container says that it is out; only the account's own list says under which id. */
async function lookUp(work: Work, receipt: Container): Promise<PublishOutcome> {
  const sentAt = Date.parse(receipt.stage === "publishing" ? receipt.sentAt : receipt.startedAt);
  const seen = await findMedia(work, sentAt);
  if (seen.kind === "unreachable") return toWaiting(seen.outcome);
  if (seen.kind === "found") return toPublished(work.session, seen.media);
  const age = work.session.now().getTime() - sentAt;
  if (age < FOUND_WITHIN_MS) {
    return { kind: "pending", checkAfterMs: LOOK_AGAIN_MS, note: "Instagram does not list it yet" };
  }
  const message = "Instagram published this, but does not list it on the account.";
  return { kind: "unknown", code: "not_listed", message };
}

export async function resumeOnInstagram(
  work: Work,
  receipt: Receipt | null,
): Promise<PublishOutcome> {
  if (receipt === null) {
    return notPosted("not_started", "The attempt ended before anything was posted.");
  }
  const stored = StoredReceipt.safeParse(receipt).data;
  if (!stored) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  return stored.stage === "children" ? assemble(work, stored) : settle(work, stored);
}

/** A look that Instagram did not answer well: nothing is lost, only unknown. */
function toWaiting(outcome: PublishOutcome): PublishOutcome {
  if (outcome.kind === "reconnect") return toRefusedLook(outcome);
  const told = outcome.kind === "retry_later" ? outcome.retryAfterMs : null;
  const note = "message" in outcome ? outcome.message : "Instagram gave no readable answer.";
  return { kind: "pending", checkAfterMs: told ?? LOOK_AGAIN_MS, note };
}

/** Meta asks for a look once a minute; images are ready sooner. */
function again(session: Session, startedAt: string): PublishOutcome {
  const age = session.now().getTime() - Date.parse(startedAt);
  const checkAfterMs = Math.min(LOOK_AGAIN_MS, Math.max(10_000, age));
  return { kind: "pending", checkAfterMs, note: "Instagram is processing the upload." };
}
