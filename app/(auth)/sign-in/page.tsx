import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Door } from "@/components/layout/door";
import { toLocalPath } from "@/lib/api/local-path";
import { OIDC_REFUSALS } from "@/lib/contracts/auth";
import { getDoor } from "@/server/auth/get-door";
import { findPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ next?: string; callbackUrl?: string; error?: string }>;

const refusals: Partial<Record<string, string>> = OIDC_REFUSALS;

/** The address holds codes only: a sentence in it could be anybody's. */
function messageOf(error: string | undefined): string | null {
  if (!error) return null;
  return refusals[error] ?? "Signing in did not work. Try again, or use your email and password.";
}

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const door = await getDoor();
  if (door.isEmpty) redirect("/setup");
  const search = await searchParams;
  const next = toLocalPath(search.next);
  if (await findPageContext()) redirect(next);
  return (
    <Door
      title="Good to see you"
      intro="Sign in to your workspace."
      footer="Everything stays on this server"
    >
      <SignInForm next={next} oidcLabel={door.oidcLabel} message={messageOf(search.error)} />
    </Door>
  );
}
