"use client";

import { useState } from "react";
import { useDeleteMedia, useMediaUses } from "@/components/media/use-media";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { MediaItem, MediaUses } from "@/lib/contracts/media";

type DeleteMediaProps = { item: MediaItem; onDeleted: () => void };

/** A file that is still needed stays; the button says why. */
export function DeleteMedia({ item, onDeleted }: DeleteMediaProps) {
  const [asking, setAsking] = useState(false);
  const uses = useMediaUses(item.id).data;
  const remove = useDeleteMedia();
  const needed = uses && (uses.variants.length > 0 || uses.posts.some((post) => post.open));
  if (needed) return <span className="t3 xs grow">In use, so it can’t be deleted.</span>;
  return (
    <>
      <Button variant="danger" disabled={!uses} onClick={() => setAsking(true)}>
        Delete file
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${item.fileName}?`}
        description={toConsequence(uses)}
        confirmLabel="Delete file"
        danger
        loading={remove.isPending}
        onConfirm={() => remove.mutate(item, { onSuccess: onDeleted })}
      />
    </>
  );
}

function toConsequence(uses: MediaUses | undefined): string {
  const count = uses?.posts.length ?? 0;
  if (count === 0) return "No variant or post uses it. It can’t be brought back.";
  const posts = count === 1 ? "One post" : `${count} posts`;
  return `${posts} went out with it. Platforms keep their own copy; a site that shows it from here loses it. It can’t be brought back.`;
}
