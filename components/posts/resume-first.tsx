"use client";

import { usePauseState } from "@/components/layout/pause-state";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import type { HeldBy } from "@/lib/contracts/pauses";
import type { PostDetail, PostView } from "@/lib/contracts/posts";

type ResumeFirstProps = { post: PostView & Partial<Pick<PostDetail, "heldBy">> };

/** In place of "Publish now", which a held post would only be refused. */
export function ResumeFirst({ post }: ResumeFirstProps) {
  const [first] = post.heldBy ?? [];
  return (
    <p className="row wrap t2" style={{ width: "100%" }} data-testid="resume-first">
      <span>
        {first?.isDraft
          ? "It can’t go out while its campaign is a draft."
          : "It can’t go out while it is paused."}
      </span>
      {first ? <Way hold={first} campaignId={post.campaignId} /> : null}
    </p>
  );
}

function Way({ hold: { level }, campaignId }: { hold: HeldBy; campaignId: string | null }) {
  const state = usePauseState();
  if (level === "workspace") {
    return state?.canPause ? (
      <Button size="sm" onClick={state.ask}>
        Resume everything…
      </Button>
    ) : null;
  }
  if (level === "campaign" && !campaignId) return null;
  const href =
    level === "account" ? "/accounts" : level === "campaign" ? `/campaigns/${campaignId}` : null;
  const words = level === "account" ? "Open accounts" : "Open the campaign";
  return (
    <LinkButton size="sm" href={href ?? "/calendar"}>
      {href ? words : "Open the calendar"}
    </LinkButton>
  );
}
