import type { Metadata } from "next";
import { JoinForm } from "@/components/auth/join-form";
import { Door } from "@/components/layout/door";
import { LinkButton } from "@/components/ui/link-button";
import { readInvitation } from "@/server/members/read-invitation";

// The address holds a secret: it must not travel to other sites in a Referer.
export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };
export const dynamic = "force-dynamic";

const footer = "Everything stays on this server";

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await readInvitation(token);
  if (!invitation)
    return (
      <Door
        title="This invitation is over"
        intro="It was used before, was taken back, or is older than seven days. Ask an owner of the workspace for a new link."
        footer={footer}
      >
        <LinkButton href="/sign-in">Go to sign-in</LinkButton>
      </Door>
    );
  const { workspace, invitedBy, role, email, knownName } = invitation;
  const from = invitedBy ? `${invitedBy} invited you` : "You are invited";
  return (
    <Door title={`Join ${workspace}`} intro={`${from}, as ${role}.`} footer={footer}>
      <JoinForm token={token} email={email} workspace={workspace} isKnown={knownName !== null} />
    </Door>
  );
}
