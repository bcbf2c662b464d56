import { eq } from "drizzle-orm";
import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { posts } from "@/server/db/schema/posts";
import {
  type Draft,
  type PlatformAdapter,
  PREPARED_REFUSED,
  type Receipt,
  type Session,
} from "@/server/platforms/adapter";
import type { ClaimedPost, Runtime } from "./claimed-post";
import { LeaseLostError, type NewReceipt } from "./save-receipt";

/** Kept with the post as long as it is tried: the next turn, or another process, goes on with it. */
const Kept = z.object({ forAll: z.custom<Receipt>((value) => value !== undefined) });

type Ready = { ok: true; draft: Draft } | { ok: false; outcome: PublishOutcome };

export interface Preparing {
  runtime: Runtime;
  adapter: PlatformAdapter;
  claimed: ClaimedPost;
  draft: Draft;
  /** Resolves once the receipt is on disk; false when the post is not ours any more. */
  keepReceipt(item: NewReceipt): Promise<boolean>;
}

export interface Preparation {
  /** The draft with what all messages share; made when it is first asked for, and then the same. */
  ready(): Promise<Ready>;
  /** What an outcome means: the first refusal of what was prepared has it made anew, a second is final. */
  judge(outcome: PublishOutcome): PublishOutcome;
  /** To be called between batches, when nobody is being written to. */
  renew(): void;
}

export function openPreparation(preparing: Preparing, session: Session): Preparation {
  let made: Promise<Ready> | null = null;
  let isRefused = false;
  let isRenewed = false;
  return {
    ready() {
      made ??= prepare(preparing, session, isRenewed);
      return made;
    },
    judge(outcome) {
      if (outcome.kind !== "retry_later" || outcome.code !== PREPARED_REFUSED) return outcome;
      isRefused = true;
      if (!isRenewed) return outcome;
      const { code, message, response } = outcome;
      return { kind: "rejected", code, message, field: "media", response };
    },
    renew() {
      if (!isRefused || isRenewed) return;
      isRenewed = true;
      made = null;
    },
  };
}

/** A crash between the platform's answer and the receipt makes it twice, which nobody sees. */
async function prepare(
  { runtime, adapter, claimed, draft, keepReceipt }: Preparing,
  session: Session,
  isAnew: boolean,
): Promise<Ready> {
  if (!adapter.prepare) return { ok: true, draft };
  const kept = isAnew ? null : await readKept(runtime, claimed);
  const answer = await adapter.prepare(session, draft, kept);
  if (!answer.ok) return answer;
  const { prepared } = answer;
  if (prepared !== kept && !(await keepReceipt({ claimed, receipt: { forAll: prepared } }))) {
    throw new LeaseLostError("Another publisher took this post over.");
  }
  return { ok: true, draft: { ...draft, prepared } };
}

async function readKept(runtime: Runtime, { post }: ClaimedPost): Promise<Receipt | null> {
  const [row] = await runtime.database.db
    .select({ receipt: posts.receipt })
    .from(posts)
    .where(eq(posts.id, post.id));
  return Kept.safeParse(row?.receipt).data?.forAll ?? null;
}
