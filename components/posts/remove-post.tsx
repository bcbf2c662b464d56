"use client";

import { TrashIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { useRemovePost } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorMessage } from "@/components/ui/error-message";
import type { PostDetail } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

type RemovePostProps = { post: PostDetail; canWrite: boolean };

/** Takes a published post off its platform, where the platform lets an app do that. */
export function RemovePost({ post, canWrite }: RemovePostProps) {
  const { label } = catalog[post.platform];
  if (post.removal === "there") return <RemovedThere post={post} label={label} />;
  return post.removal === "here" && canWrite ? <RemoveHere post={post} label={label} /> : null;
}

function RemovedThere({ post, label }: { post: PostDetail; label: string }) {
  return (
    <p className="t3 xs" data-testid="remove-there">
      {post.permalink ? (
        <>
          It can be removed on {label} only:{" "}
          <a href={post.permalink} target="_blank" rel="noreferrer">
            open it there
          </a>
          .
        </>
      ) : (
        `Once sent, ${label} lets nobody take it back from here.`
      )}
    </p>
  );
}

function RemoveHere({ post, label }: { post: PostDetail; label: string }) {
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useRemovePost();
  const remove = () => mutate(post.id, { onSettled: () => setAsking(false) });
  return (
    <section className="grid gap-3" aria-label="Removal">
      {error ? (
        <ErrorMessage
          title={error.message}
          action={
            post.permalink ? (
              <a href={post.permalink} target="_blank" rel="noreferrer">
                Open it on {label}
              </a>
            ) : null
          }
        >
          It is still out. Try again, or remove it on {label} by hand.
        </ErrorMessage>
      ) : null}
      <div>
        <Button
          variant="danger"
          icon={<TrashIcon className="i" />}
          loading={isPending}
          onClick={() => setAsking(true)}
          data-testid="remove-post"
        >
          Remove from {label}
        </Button>
      </div>
      <Dialog
        open={asking}
        onOpenChange={(open) => (isPending ? undefined : setAsking(open))}
        title={`Remove it from ${label}?`}
        description={`The post is deleted on ${label}, with its comments and reactions there. The results counted so far are kept here. This can’t be taken back.`}
        confirmLabel={`Remove from ${label}`}
        cancelLabel="Keep it"
        danger
        loading={isPending}
        onConfirm={remove}
      />
    </section>
  );
}
