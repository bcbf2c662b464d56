import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { DraftMedia, Session } from "../adapter";
import type { EgressResponse } from "../http";
import { toNetworkOutcome } from "../network-outcome";
import { getAsset, readAsset } from "./api";
import { toOutcome } from "./errors";
import type { Asset, AssetKind } from "./to-linkedin";
import { upload } from "./upload";

/** All files are ready, or LinkedIn still works on them, or something went wrong. */
export type MediaStep =
  | { kind: "ready"; assets: Asset[] }
  | { kind: "waiting"; assets: Asset[]; uploadedAt: Date; checkAfterMs: number }
  | { kind: "stopped"; outcome: PublishOutcome };

const CHECK_AFTER_MS: Record<AssetKind, number> = {
  images: 2_000,
  documents: 3_000,
  videos: 5_000,
};
// A member's token may not ask how far a file is: then it is given this long.
const BLIND_WAIT_MS: Record<AssetKind, number> = {
  images: 5_000,
  documents: 20_000,
  videos: 60_000,
};
const ASK_AGAIN_MS = 10_000;

export async function uploadAll(
  session: Session,
  media: readonly DraftMedia[],
): Promise<MediaStep> {
  const assets: Asset[] = [];
  for (const item of media) {
    const uploaded = await upload(session, item);
    if (!uploaded.ok) return { kind: "stopped", outcome: uploaded.outcome };
    assets.push(uploaded.asset);
  }
  return checkAssets(session, assets, session.now());
}

/** Whether LinkedIn is done with all of them; the last one first, as it is done last. */
export async function checkAssets(
  session: Session,
  assets: Asset[],
  uploadedAt: Date,
): Promise<MediaStep> {
  const waiting = (checkAfterMs: number): MediaStep => ({
    kind: "waiting",
    assets,
    uploadedAt,
    checkAfterMs,
  });
  for (const asset of assets.toReversed()) {
    const state = await readState(session, asset);
    if (state.kind === "stopped" || state.kind === "failed") {
      return { kind: "stopped", outcome: state.outcome };
    }
    if (state.kind === "unreachable") return waiting(state.checkAfterMs);
    if (state.kind === "working") return waiting(CHECK_AFTER_MS[asset.kind]);
    if (state.kind === "hidden") {
      const waited = session.now().getTime() - uploadedAt.getTime();
      const left = Math.max(...assets.map(({ kind }) => BLIND_WAIT_MS[kind])) - waited;
      return left > 0 ? waiting(left) : { kind: "ready", assets };
    }
  }
  return { kind: "ready", assets };
}

type AssetState =
  | { kind: "available" | "working" | "hidden" }
  | { kind: "unreachable"; checkAfterMs: number }
  | { kind: "failed" | "stopped"; outcome: PublishOutcome };

async function readState(session: Session, { kind, urn }: Asset): Promise<AssetState> {
  let response: EgressResponse;
  try {
    response = await getAsset(session, kind, urn);
  } catch (error) {
    toNetworkOutcome(error, "LinkedIn", { creates: false });
    return { kind: "unreachable", checkAfterMs: ASK_AGAIN_MS };
  }
  if (response.status === 403 || response.status === 404) return { kind: "hidden" };
  if (response.status >= 300) return toTrouble(toOutcome(response, false, session.now()));
  const told = readAsset(response);
  if (told?.status === "AVAILABLE") return { kind: "available" };
  if (told?.status !== "PROCESSING_FAILED") return { kind: "working" };
  const message = told.processingFailureReason || "LinkedIn could not process the file.";
  return {
    kind: "failed",
    outcome: { kind: "rejected", code: "media_failed", message, field: "media" },
  };
}

function toTrouble(outcome: PublishOutcome): AssetState {
  if (outcome.kind !== "retry_later") return { kind: "stopped", outcome };
  return { kind: "unreachable", checkAfterMs: outcome.retryAfterMs ?? ASK_AGAIN_MS };
}
