import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Session } from "../adapter";
import { toStoredAnswer } from "../http-answer";
import { attempt } from "../meta/attempt";
import { isMissingObject } from "../meta/errors";
import { readId } from "../meta/graph";
import { notPosted } from "../network-outcome";
import { createContainer, getContainer, readContainer } from "./api";
import { instagramRefusals, judgeStatusText } from "./errors";
import type { ContainerForm } from "./to-instagram";

export type Made = { ok: true; id: string } | { ok: false; outcome: PublishOutcome };

/** Nobody sees a container before it is published, and Instagram forgets it after a day. */
export async function makeContainer(session: Session, form: ContainerForm): Promise<Made> {
  const answer = await attempt(session, instagramRefusals, false, () =>
    createContainer(session, form),
  );
  if (!answer.ok) return answer;
  const id = readId(answer.response);
  if (id !== null) return { ok: true, id };
  return { ok: false, outcome: notPosted("bad_answer", "Instagram gave no id for the upload.") };
}

export type ContainerState =
  | { kind: "ready" }
  | { kind: "working" }
  | { kind: "published" }
  /** Not there, or not for this access: of one that was published it proves nothing. */
  | { kind: "gone" }
  /** Surely not published; a new container is needed, or a person. */
  | { kind: "over"; outcome: PublishOutcome }
  | { kind: "untold"; outcome: PublishOutcome };

export async function checkContainer(session: Session, id: string): Promise<ContainerState> {
  const answer = await attempt(session, instagramRefusals, false, () => getContainer(session, id));
  if (!answer.ok) {
    const isGone = answer.response !== null && isMissingObject(answer.response);
    return isGone ? { kind: "gone" } : { kind: "untold", outcome: answer.outcome };
  }
  const container = readContainer(answer.response);
  switch (container?.status_code) {
    case "FINISHED":
      return { kind: "ready" };
    case "PUBLISHED":
      return { kind: "published" };
    case "EXPIRED":
      return { kind: "over", outcome: expired() };
    case "ERROR":
      return {
        kind: "over",
        outcome: toFailure(container.status, toStoredAnswer(answer.response)),
      };
    default:
      // Words that nobody documented count as work in progress.
      return container
        ? { kind: "working" }
        : {
            kind: "untold",
            outcome: notPosted("bad_answer", "Instagram does not tell the state of the upload."),
          };
  }
}

export const expired = () =>
  notPosted("container_expired", "Instagram forgot the upload before it was published.");

function toFailure(status: string, response: unknown): PublishOutcome {
  const verdict = judgeStatusText(status);
  if (verdict.kind === "again") {
    return { ...notPosted("media_failed", verdict.message), response };
  }
  const message =
    ("message" in verdict ? verdict.message : undefined) ??
    (status || "Instagram could not use the file.");
  return { kind: "rejected", code: "media_failed", message, field: "media", response };
}
