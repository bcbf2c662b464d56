"use client";

import { useState } from "react";
import { MoveFields } from "@/components/posts/move-fields";
import { OverrideActions } from "@/components/posts/override-actions";
import { PinField } from "@/components/posts/pin-field";
import { isUpcoming } from "@/components/posts/post-words";
import { type Override, useOverride } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { HandMark } from "@/components/ui/auto-mark";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Time } from "@/components/ui/time";
import type { PostView } from "@/lib/contracts/posts";

const CHANGEABLE: readonly PostView["status"][] = [
  "planned",
  "awaiting_approval",
  "queued",
  "blocked",
  "failed",
  "parked",
];

type OverridePanelProps = {
  post: PostView;
  canWrite: boolean;
  onChanged?: (post: PostView) => void;
};

/** A person's word over Bandwagon's: choose, move, skip, cancel, try again. Each is in the audit log. */
export function OverridePanel({ post, canWrite, onChanged }: OverridePanelProps) {
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
  return (
    <section className="grid gap-3" aria-label="Your decision">
      <Overridden post={post} />
      {canWrite && CHANGEABLE.includes(post.status) ? (
        <>
          <h3 className="h">Your decision</h3>
          {isUpcoming(post) && post.campaignId ? (
            <PinField
              post={post}
              campaignId={post.campaignId}
              busy={isPending}
              override={override}
            />
          ) : null}
          {isUpcoming(post) ? (
            <MoveFields post={post} busy={isPending} override={override} />
          ) : null}
          <Field label="Note" hint="Optional. It stands in the audit log beside what you do.">
            <Input
              value={note}
              maxLength={300}
              onChange={(event) => setNote(event.target.value)}
              data-testid="override-note"
            />
          </Field>
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
          decided this slot
          {post.overriddenAt ? (
            <>
              {" on "}
              <Time at={post.overriddenAt} zone={zone} />
            </>
          ) : null}
          ; Bandwagon leaves it alone.
        </span>
      </div>
      {post.overrideNote ? <p className="say">“{post.overrideNote}”</p> : null}
    </div>
  );
}
