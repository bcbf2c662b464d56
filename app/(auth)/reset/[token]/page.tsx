import type { Metadata } from "next";
import { ResetForm } from "@/components/auth/reset-form";
import { Door } from "@/components/layout/door";
import { LinkButton } from "@/components/ui/link-button";
import { readResetLink } from "@/server/members/read-reset-link";

// The address holds a secret: it must not travel to other sites in a Referer.
export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };
export const dynamic = "force-dynamic";

const footer = "Everything stays on this server";

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const person = await readResetLink(token);
  if (!person)
    return (
      <Door
        title="This link is over"
        intro="It was used before, or is older than a day. Your password is as it was. Ask an owner of the workspace for a new link."
        footer={footer}
      >
        <LinkButton href="/sign-in">Go to sign-in</LinkButton>
      </Door>
    );
  return (
    <Door
      title="Choose a new password"
      intro={`For ${person.name}. Every other device is signed out.`}
      footer={footer}
    >
      <ResetForm token={token} email={person.email} />
    </Door>
  );
}
