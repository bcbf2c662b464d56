import { createHmac, randomUUID } from "node:crypto";
import { z } from "zod";
import type { SandboxContext } from "../context";
import { askReceiver, isDeliverable, queueDelivery } from "../deliveries";
import { isSameSecret } from "../grants";
import { findObject, listObjects, putObject } from "../objects";
import { countsOf, type PostRow } from "../posts";
import { listWatchedPosts, noticeNew, replyText } from "../reactions";
import { getApp } from "../registered";
import { sha256Hex } from "../seeded";
import { inTransaction } from "../store";
import { lastPart, members } from "./ids";

const askAgainMs = 2 * 3_600_000;
const retryMs = 60_000;
const maxFailures = 3;

interface Receiver {
  failures: number;
}

const sign = (context: SandboxContext, text: string) =>
  createHmac("sha256", getApp(context, members).webhookSecret).update(text).digest("hex");

const Answer = z.object({ challengeCode: z.string(), challengeResponse: z.string() });

/** The receiver proves that it holds the app's secret; three failures in a row block it. */
export async function isProven(context: SandboxContext, url: string): Promise<boolean> {
  const key = { platform: members, kind: "receiver", id: url };
  const known = findObject<Receiver>(context, key);
  const now = context.now().getTime();
  if (known && (known.readyAt ?? 0) > now) return known.state === "proven";
  const failures = known?.detail.failures ?? 0;
  if (failures >= maxFailures) return false;
  const challengeCode = randomUUID();
  const target = new URL(url);
  target.searchParams.set("challengeCode", challengeCode);
  const isRight = isAnswer(context, await askReceiver(context, target), challengeCode);
  putObject(context, {
    ...key,
    state: isRight ? "proven" : "failing",
    detail: { failures: isRight ? 0 : failures + 1 },
    readyAt: now + (isRight ? askAgainMs : retryMs),
  });
  return isRight;
}

function isAnswer(context: SandboxContext, body: string | null, code: string): boolean {
  try {
    const told = Answer.safeParse(JSON.parse(body ?? "")).data;
    return (
      told?.challengeCode === code && isSameSecret(told.challengeResponse, sign(context, code))
    );
  } catch {
    return false;
  }
}

const actions = { likes: "LIKE", comments: "COMMENT", shares: "SHARE" } as const;
type Metric = keyof typeof actions;

export interface Subscription {
  webhook: string;
}

/** What the audience did at subscribed pages' posts since the last look. Members' are not told of. */
export async function announceReactions(context: SandboxContext): Promise<void> {
  const url = context.webhookUrls[members];
  const subscribed = listObjects<Subscription>(context, { platform: members, kind: "subscription" })
    .filter(({ detail }) => detail.webhook === url)
    .map(({ accountId }) => accountId);
  const posts = listWatchedPosts(context, members).filter((post) =>
    subscribed.includes(post.account_id),
  );
  if (!url || posts.length === 0 || !isDeliverable(context, url)) return;
  if (!(await isProven(context, url))) return;
  for (const post of posts) {
    const counts = countsOf(context, post);
    inTransaction(context.db, () => {
      for (const metric of ["likes", "comments", "shares"] as const) {
        const numbers = noticeNew(context, post.id, metric, counts[metric]);
        if (numbers.length > 0) announce(context, url, post, { metric, numbers });
      }
    });
  }
}

function announce(
  context: SandboxContext,
  url: string,
  post: PostRow,
  { metric, numbers }: { metric: Metric; numbers: readonly number[] },
): void {
  const notifications = numbers.map((number) => ({
    notificationId: Number.parseInt(sha256Hex(`${post.id}/${metric}/${number}`).slice(0, 12), 16),
    organizationalEntity: post.account_id,
    action: actions[metric],
    sourcePost: post.id,
    generatedActivity: `urn:li:activity:${lastPart(post.id)}`,
    lastModifiedAt: context.now().getTime(),
    ...(metric === "comments"
      ? { decoratedGeneratedActivity: { comment: { text: replyText(context, post.id, number) } } }
      : {}),
  }));
  const body = JSON.stringify({
    type: "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS",
    notifications,
  });
  queueDelivery(context, {
    id: sha256Hex(JSON.stringify([url, post.id, metric, numbers])),
    url,
    headers: {
      "content-type": "application/json",
      "x-li-signature": sign(context, `hmacsha256=${body}`),
    },
    body,
  });
}
