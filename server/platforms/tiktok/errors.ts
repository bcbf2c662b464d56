import type { Limit, PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import type { EgressResponse } from "../http";
import { toPostsLimit, toRetryAfterMs } from "../http-answer";
import { toRefusedWords } from "../plain-words";
import { readAnswer, toStored } from "./envelope";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Verdict =
  | { kind: "reconnect"; message: string }
  | { kind: "wait"; retryAfterMs: number | null; limits?: Limit["of"]; message: string }
  | { kind: "refuse"; message: string; field?: string };

const reconnect = (message: string): Verdict => ({ kind: "reconnect", message });
const refuse = (message: string, field?: string): Verdict => ({
  kind: "refuse",
  message,
  ...(field ? { field } : {}),
});
const rest = (message: string): Verdict => ({
  kind: "wait",
  retryAfterMs: DAY_MS,
  limits: "account",
  message,
});
const again = (message: string): Verdict => ({ kind: "wait", retryAfterMs: null, message });

const consentLacks = reconnect(
  "The connection lacks a permission. Reconnect and leave every box ticked.",
);
const restricted = refuse("TikTok does not let this account post. Open TikTok's app to see why.");

/** One table for refused calls and for posts that failed later: TikTok uses the same words for both. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  access_token_invalid: reconnect(
    "TikTok no longer accepts the connection. Reconnect the account.",
  ),
  access_token_expired: reconnect("TikTok's access has ended. Reconnect the account."),
  scope_not_authorized: consentLacks,
  scope_permission_missed: consentLacks,
  rate_limit_exceeded: {
    kind: "wait",
    retryAfterMs: MINUTE_MS,
    limits: "posts",
    message: "TikTok asks to slow down.",
  },
  spam_risk_too_many_posts: rest("The account has reached TikTok's posts for a day."),
  spam_risk_too_many_pending_share: rest(
    "Five drafts wait in the account's inbox already. Finish or delete some in TikTok's app.",
  ),
  reached_active_user_cap: rest("The app has reached the number of people TikTok lets post a day."),
  spam_risk_user_banned_from_posting: restricted,
  user_banned_from_posting: restricted,
  spam_risk_text: refuse("TikTok takes the text for spam. Write it anew.", "text"),
  spam_risk: refuse("TikTok takes this for spam and did not post it. Write it anew."),
  auth_removed: refuse("The connection was ended in TikTok's app. Reconnect, then post again."),
  publish_cancelled: refuse("The post was cancelled before TikTok had published it."),
  unaudited_client_can_only_post_to_private_accounts: refuse(
    "Until TikTok has audited the app, choose “Only me” and set the account to private.",
    "options.privacy",
  ),
  url_ownership_unverified: refuse(
    "Verify this server's address as a URL prefix in TikTok's developer portal.",
    "media",
  ),
  privacy_level_option_mismatch: refuse(
    "The account does not offer this audience. Choose another under “Who can see it”.",
    "options.privacy",
  ),
  file_format_check_failed: refuse(
    "TikTok can't use this file format. Export the video as an MP4.",
    "media",
  ),
  duration_check_failed: refuse("The video is too short or too long for TikTok.", "media"),
  frame_rate_check_failed: refuse("TikTok takes 23 to 60 frames a second.", "media"),
  picture_size_check_failed: refuse("The picture is too small or too large for TikTok.", "media"),
  internal: again("TikTok had a fault of its own."),
  internal_error: again("TikTok had a fault of its own."),
  video_pull_failed: again("TikTok could not fetch the video from this server."),
  photo_pull_failed: again("TikTok could not fetch the photos from this server."),
};

/** Null for a code that nobody told us of. */
function judge(code: string): Verdict | null {
  const known = VERDICTS[code];
  if (known) return known;
  if (code.endsWith("_check_failed"))
    return refuse("TikTok can't use this file. Export it again as an MP4 or a JPEG.", "media");
  if (code.endsWith("user_banned_from_posting")) return restricted;
  return code.startsWith("spam_risk") ? (VERDICTS.spam_risk ?? null) : null;
}

function settle(
  verdict: Verdict,
  code: string,
  now: Date,
  hintMs: number | null = null,
): PublishOutcome {
  const { message } = verdict;
  switch (verdict.kind) {
    case "reconnect":
      return { kind: "reconnect", code, message };
    case "refuse":
      return {
        kind: "rejected",
        code,
        message,
        ...(verdict.field ? { field: verdict.field } : {}),
      };
    case "wait": {
      const retryAfterMs = hintMs ?? verdict.retryAfterMs;
      const told = toPostsLimit(retryAfterMs, now);
      const limit = verdict.limits && { limit: { ...told, of: verdict.limits } };
      return { kind: "retry_later", retryAfterMs, code, message, ...limit };
    }
  }
}

/** What a refused call means for the post. `creates`: after it, something may have been posted. */
export function toOutcome(
  response: EgressResponse,
  { creates, now }: { creates: boolean; now: Date },
): PublishOutcome {
  const { status, code, message } = readAnswer(response);
  const stored = { response: toStored(response) };
  const isFault = status >= 500 || status === 408 || code === "" || code.startsWith("internal");
  if (isFault && creates && (status < 300 || status >= 500 || status === 408)) {
    const text = "TikTok gave no readable answer. The post may exist.";
    return { kind: "unknown", code: code || `http_${status}`, message: text, ...stored };
  }
  const told = status >= 500 ? null : judge(code);
  if (told) {
    return { ...settle(told, code, now, toRetryAfterMs(response.headers, now)), ...stored };
  }
  if (status === 401) return { ...settle(consentLacks, code || "http_401", now), ...stored };
  if (isFault || status === 429) {
    const retryAfterMs =
      toRetryAfterMs(response.headers, now) ?? (status === 429 ? MINUTE_MS : null);
    const text = "TikTok asks to try again later.";
    return {
      kind: "retry_later",
      retryAfterMs,
      code: code || `http_${status}`,
      message: text,
      ...(status === 429 ? { limit: toPostsLimit(retryAfterMs, now) } : {}),
      ...stored,
    };
  }
  const words = message ? toRefusedWords("TikTok", message) : "TikTok refused the post.";
  return { kind: "rejected", code, message: words, ...stored };
}

/** Why a post that TikTok had taken came to nothing. It is surely not out: it may be begun anew. */
export function toFailure(reason: string | null, now: Date): PublishOutcome {
  const code = reason ?? "failed";
  const verdict = judge(code);
  // The access that ended is the one that was used then; what was posted with it failed for good.
  if (verdict && verdict.kind !== "reconnect") return settle(verdict, code, now);
  const message = "TikTok could not post it and does not say why. Look in TikTok's app.";
  return { kind: "rejected", code, message };
}

export function toCallError(response: EgressResponse, now: Date): PlatformCallError {
  const outcome = toOutcome(response, { creates: false, now });
  switch (outcome.kind) {
    case "reconnect":
      return new PlatformCallError("reconnect", outcome.code, outcome.message);
    case "retry_later": {
      const kind = outcome.limit ? "rate_limited" : "unavailable";
      return new PlatformCallError(kind, outcome.code, outcome.message, outcome.retryAfterMs);
    }
    case "rejected":
      return new PlatformCallError("refused", outcome.code, outcome.message);
    default:
      return new PlatformCallError("unavailable", "bad_answer", "TikTok gave no readable answer");
  }
}
