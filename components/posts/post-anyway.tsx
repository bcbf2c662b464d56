"use client";

import { useState } from "react";
import { usePublishPost } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { PostView } from "@/lib/contracts/posts";

/** Its slot was skipped, and a person wants it out after all. */
export function PostAnyway({ post }: { post: PostView }) {
  const [asking, setAsking] = useState(false);
  const { mutate, isPending } = usePublishPost();
  return (
    <div className="row wrap">
      <Button
        variant="primary"
        loading={isPending}
        onClick={() => setAsking(true)}
        data-testid="post-anyway"
      >
        Post it now
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Post it now?"
        description={`It goes out on ${post.accountHandle} at once, though its time has passed.`}
        confirmLabel="Post it now"
        cancelLabel="Leave it skipped"
        onConfirm={() => {
          setAsking(false);
          mutate(post.id);
        }}
      />
    </div>
  );
}
