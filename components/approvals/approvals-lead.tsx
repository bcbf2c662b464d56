"use client";

import Link from "next/link";
import { shownWords } from "@/components/approvals/approval-words";
import type { ApprovalFilter } from "@/components/approvals/use-approvals";
import { useZone } from "@/components/providers/zone";
import { Lead } from "@/components/ui/lead";
import { formatInZone } from "@/components/ui/zoned-format";
import type { ApprovalPage } from "@/lib/contracts/approvals";

/** What is true of the queue now. */
export function ApprovalsLead({ filter, page }: { filter: ApprovalFilter; page?: ApprovalPage }) {
  const zone = useZone();
  if (!page) return <Lead>What waits for approval</Lead>;
  if (filter.state !== "waiting" || filter.campaignId || filter.platform) {
    return <Lead>{shownWords(filter, page, zone)}</Lead>;
  }
  const waiting = page.counts.waiting ?? 0;
  const own = page.ownPosts > 0 ? <OwnPosts count={page.ownPosts} isOnly={waiting === 0} /> : null;
  if (waiting === 0) return <Lead>{own ?? "Nobody has to decide anything now."}</Lead>;
  const first = page.items[0]?.earliest;
  return (
    <Lead>
      {waiting === 1 ? "One variant waits" : `${waiting} variants wait`} for approval
      {first ? `; the first post is due ${formatInZone(first.dueAt, zone, "date-time")}.` : "."}
      {own ? <> {own}</> : null}
    </Lead>
  );
}

/** They stand in no card here: each is read and approved on its own page. */
function OwnPosts({ count, isOnly }: { count: number; isOnly: boolean }) {
  const too = isOnly ? "for approval" : "too";
  return (
    <Link href="/posts?status=awaiting_approval" data-testid="own-posts">
      {count === 1
        ? `One post with a text of its own waits ${too}.`
        : `${count} posts with texts of their own wait ${too}.`}
    </Link>
  );
}
