"use client";

import { useState } from "react";
import { isUpcoming } from "@/components/posts/post-words";
import { ResumeFirst } from "@/components/posts/resume-first";
import { type Override, usePublishPost } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { PostDetail, PostView } from "@/lib/contracts/posts";

type Question = "skip" | "cancel" | "publish";
type Held = PostView & Partial<Pick<PostDetail, "heldBy">>;
type Props = { post: Held; busy: boolean; override: Override };

const ASK: Record<
  Question,
  { title: string; says: (post: PostView) => string; yes: string; no: string; danger: boolean }
> = {
  skip: {
    title: "Skip this slot?",
    says: () => "Nothing goes out at this time. The other slots of the schedule stay.",
    yes: "Skip slot",
    no: "Keep it",
    danger: true,
  },
  cancel: {
    title: "Cancel this post?",
    says: () => "It won’t be sent. This can’t be taken back.",
    yes: "Cancel post",
    no: "Keep it",
    danger: true,
  },
  publish: {
    title: "Publish it now?",
    says: (post) => `It goes out on ${post.accountHandle} at once instead of at its time.`,
    yes: "Publish now",
    no: "Not now",
    danger: false,
  },
};

export function OverrideActions({ post, busy, override }: Props) {
  const [asked, setAsked] = useState<Question | null>(null);
  const publish = usePublishPost();
  const close = () => setAsked(null);
  function confirm(question: Question) {
    close();
    if (question === "publish") publish.mutate(post.id);
    if (question === "skip") override({ kind: "skip" }, () => toast.success("Slot skipped"));
    if (question === "cancel") override({ kind: "cancel" }, () => toast.success("Post canceled"));
  }
  const working = busy || publish.isPending;
  return (
    <div className="row wrap">
      {isUpcoming(post) && post.held ? <ResumeFirst post={post} /> : null}
      <Choices post={post} working={working} ask={setAsked} override={override} />
      {asked ? (
        <Dialog
          open
          onOpenChange={close}
          title={ASK[asked].title}
          description={ASK[asked].says(post)}
          confirmLabel={ASK[asked].yes}
          cancelLabel={ASK[asked].no}
          danger={ASK[asked].danger}
          onConfirm={() => confirm(asked)}
        />
      ) : null}
    </div>
  );
}

type ChoicesProps = {
  post: PostView;
  working: boolean;
  ask: (question: Question) => void;
  override: Override;
};

function Choices({ post, working, ask, override }: ChoicesProps) {
  const { status } = post;
  const retry = () => override({ kind: "retry" }, () => toast.success("Queued again"));
  return (
    <>
      {isUpcoming(post) ? (
        <>
          {post.projected || post.held || status === "awaiting_approval" ? null : (
            <Button loading={working} onClick={() => ask("publish")} data-testid="publish-now">
              Publish now
            </Button>
          )}
          {post.scheduleId ? (
            <Button disabled={working} onClick={() => ask("skip")} data-testid="skip">
              Skip slot
            </Button>
          ) : null}
        </>
      ) : null}
      {status === "failed" ? (
        <Button variant="primary" loading={working} onClick={retry} data-testid="retry">
          Try again
        </Button>
      ) : null}
      {isUpcoming(post) || status === "blocked" ? (
        <Button
          variant="danger"
          disabled={working}
          onClick={() => ask("cancel")}
          data-testid="cancel-post"
        >
          Cancel post
        </Button>
      ) : null}
    </>
  );
}
