"use client";

import { StampIcon } from "@phosphor-icons/react/ssr";
import { useApproveOwn } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";

/** Exactly what is shown: when it was edited since, the server says so. */
export function ApproveOwn({ postId, contentHash }: { postId: string; contentHash: string }) {
  const approve = useApproveOwn();
  return (
    <div>
      <Button
        variant="primary"
        icon={<StampIcon className="i" />}
        loading={approve.isPending}
        onClick={() => approve.mutate({ postId, contentHash })}
      >
        Approve this post
      </Button>
    </div>
  );
}
