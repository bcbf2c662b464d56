import type { Metadata } from "next";
import { GuestPage } from "@/components/approvals/guest-page";
import { Door } from "@/components/layout/door";
import type { LinkedApproval } from "@/lib/contracts/approvals";
import { openLinkedApproval } from "@/server/approvals/open-linked-approval";

// The address holds a secret: it must not travel to other sites in a Referer.
export const metadata: Metadata = { title: "Approval", referrer: "no-referrer" };
export const dynamic = "force-dynamic";

export default async function ApprovePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const approval: LinkedApproval | null = await openLinkedApproval(token);
  if (!approval)
    return (
      <Door
        title="This link is over"
        intro="It expired, was taken back, or is not complete. Ask whoever sent it to you for a new one."
      >
        {null}
      </Door>
    );
  return <GuestPage token={token} initial={approval} />;
}
