"use client";

import { describeDuration } from "@/components/posts/post-waits";
import { useZone } from "@/components/providers/zone";
import { Status, type StatusTone } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { AttemptView, PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

const OUTCOMES: Record<string, { tone: StatusTone; word: string }> = {
  published: { tone: "ok", word: "Published" },
  pending: { tone: "info", word: "Taken, still at work" },
  retry_later: { tone: "plain", word: "Not now, tried again later" },
  reconnect: { tone: "need", word: "The account refused us" },
  rejected: { tone: "bad", word: "Refused" },
  unknown: { tone: "need", word: "No clear answer" },
  lost: { tone: "need", word: "Interrupted" },
};

const fallback = { tone: "plain", word: "Ended" } as const;

function outcomeOf(attempt: AttemptView) {
  if (!attempt.sent) return { tone: "bad", word: "Stopped before sending" } as const;
  // A look says no more than that: what was seen stands in its message.
  if (attempt.kind === "resume" && attempt.outcome === "pending")
    return { tone: "info", word: "Looks again later" } as const;
  if (attempt.outcome) return OUTCOMES[attempt.outcome] ?? fallback;
  return attempt.finishedAt ? fallback : ({ tone: "info", word: "Under way" } as const);
}

/** Every try, with the platform's answer in plain words, or why nothing was asked of it. */
export function AttemptList({ post, attempts }: { post: PostView; attempts: AttemptView[] }) {
  const { label } = catalog[post.platform];
  return (
    <section className="grid gap-2" aria-label="Attempts">
      <div className="row">
        <h3 className="h">Attempts</h3>
        <span className="t3">{post.attempt}</span>
      </div>
      {attempts.length === 0 ? (
        <p className="t2">Nothing has been sent to {label} yet.</p>
      ) : (
        <ol className="attempts" data-testid="attempts">
          {attempts.map((attempt) => (
            <Attempt key={`${attempt.startedAt}-${attempt.kind}`} attempt={attempt} label={label} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Attempt({ attempt, label }: { attempt: AttemptView; label: string }) {
  const zone = useZone();
  const outcome = outcomeOf(attempt);
  const what =
    attempt.kind === "publish" ? `Attempt ${attempt.attempt}` : "Looked what became of it";
  return (
    <li>
      <div className="row wrap">
        <span className="m">{what}</span>
        <Time at={attempt.startedAt} zone={zone} />
        {attempt.finishedAt ? (
          <span className="t3 xs nw">
            took {describeDuration(attempt.startedAt, attempt.finishedAt)}
          </span>
        ) : null}
        <span className="push">
          <Status tone={outcome.tone}>{outcome.word}</Status>
        </span>
      </div>
      {attempt.message ? <p className="t2">{attempt.message}</p> : null}
      <Answer attempt={attempt} label={label} />
    </li>
  );
}

function Answer({ attempt, label }: { attempt: AttemptView; label: string }) {
  const hasAnswer = attempt.response !== null && attempt.response !== undefined;
  if (!attempt.sent || (!attempt.code && !hasAnswer)) return null;
  return (
    <details>
      <summary className="t3 xs">What {label} answered</summary>
      {attempt.code ? <p className="t3 xs">Code: {attempt.code}</p> : null}
      {hasAnswer ? <pre className="answer">{toText(attempt.response)}</pre> : null}
    </details>
  );
}

const toText = (response: unknown) =>
  typeof response === "string" ? response : JSON.stringify(response, null, 2);
