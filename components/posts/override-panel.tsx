"use client";

import { useState } from "react";
import { ApproveOwn } from "@/components/posts/approve-own";
import { DraftActions } from "@/components/posts/draft-actions";
import { MoveFields } from "@/components/posts/move-fields";
import { OverrideActions } from "@/components/posts/override-actions";
import { PinButton, PinField, usePin } from "@/components/posts/pin-field";
import { PostAnyway } from "@/components/posts/post-anyway";
import { describeOverride, isUpcoming } from "@/components/posts/post-words";
import { type SettleKind, SettleParked } from "@/components/posts/settle-parked";
import { type Override, useOverride } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { HandMark } from "@/components/ui/auto-mark";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Time } from "@/components/ui/time";
import type { PostDetail, PostView } from "@/lib/contracts/posts";

const CHANGEABLE: readonly PostView["status"][] = [
  "planned",
  "awaiting_approval",
  "queued",
  "blocked",
  "failed",
];

/** Also after a refusal: another variant, or the same once it is mended, takes its place. */
const canPin = (post: PostView) => isUpcoming(post) || post.status === "failed";

type OverridePanelProps = {
  post: PostView & Partial<Pick<PostDetail, "ownContent" | "heldBy">>;
  canWrite: boolean;
  /** For a post that waits to be settled: what was chosen already. */
  settle?: SettleKind | null;
  onChanged?: (post: PostView) => void;
};

/** A person's word over Bandwagon's: choose, move, skip, cancel, try again. Each is in the audit log. */
export function OverridePanel({ post, canWrite, settle, onChanged }: OverridePanelProps) {
  const [note, setNote] = useState("");
  const { mutate, isPending } = useOverride();
  const override: Override = (action, done) => {
    const said = note.trim();
    mutate(
      { postId: post.id, action, ...(said ? { note: said } : {}) },
      {
        onSuccess: (changed) => {
          setNote("");
          done?.(changed);
          onChanged?.(changed);
        },
      },
    );
  };
  const pin = usePin(post, override);
  return (
    <section className="grid gap-3" aria-label="Your decision">
      <Overridden post={post} />
      {canWrite && post.status === "draft" ? <DraftActions post={post} /> : null}
      {post.ownContent?.canApprove ? (
        <ApproveOwn postId={post.id} contentHash={post.ownContent.hash} />
      ) : null}
      {canWrite && post.status === "parked" ? (
        <SettleParked post={post} busy={isPending} override={override} asked={settle} />
      ) : null}
      {canWrite && post.status === "skipped" ? <PostAnyway post={post} /> : null}
      {canWrite && CHANGEABLE.includes(post.status) ? (
        <>
          <h3 className="h">Your decision</h3>
          {canPin(post) && post.campaignId && !post.ownContent ? (
            <PinField post={post} campaignId={post.campaignId} busy={isPending} pin={pin} />
          ) : null}
          <Field label="Note" hint="Optional. It stands in the audit log beside what you do.">
            <Input
              value={note}
              maxLength={300}
              onChange={(event) => setNote(event.target.value)}
              data-testid="override-note"
            />
          </Field>
          <PinButton busy={isPending} pin={pin} />
          {isUpcoming(post) ? (
            <MoveFields post={post} busy={isPending} override={override} />
          ) : null}
          <OverrideActions post={post} busy={isPending} override={override} />
        </>
      ) : null}
    </section>
  );
}

function Overridden({ post }: { post: PostView }) {
  const zone = useZone();
  if (!post.overriddenBy) return null;
  return (
    <div className="grid gap-1" data-testid="overridden">
      <div className="row wrap">
        <HandMark>{post.overriddenBy}</HandMark>
        <span className="t2">
          {describeOverride(post, zone)}
          {post.overriddenAt ? (
            <>
              {", on "}
              <Time at={post.overriddenAt} zone={zone} />
            </>
          ) : null}
          {post.pinned && isUpcoming(post) ? "; Bandwagon leaves it alone." : "."}
        </span>
      </div>
      {post.overrideNote ? <p className="say">“{post.overrideNote}”</p> : null}
    </div>
  );
}
