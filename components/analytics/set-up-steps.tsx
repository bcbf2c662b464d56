import { OnboardingChecklist } from "@/components/layout/onboarding-checklist";
import type { OverviewView } from "@/lib/contracts/overview";

type Step = OverviewView["steps"][number];

const WORDS: Record<Step["key"], { label: string; href: string; actionLabel: string }> = {
  account: { label: "Connect an account", href: "/accounts", actionLabel: "Connect" },
  brief: { label: "Write a brief", href: "/campaigns/new", actionLabel: "Write" },
  schedule: { label: "Put posts on the calendar", href: "/calendar", actionLabel: "Schedule" },
  results: { label: "See the first results", href: "/analytics", actionLabel: "Analytics" },
  invite: { label: "Invite a member", href: "/settings/members", actionLabel: "Invite" },
};

/** Gone once every step is done. */
export function SetUpSteps({ steps }: { steps: readonly Step[] }) {
  if (steps.every((step) => step.done)) return null;
  return (
    <OnboardingChecklist
      steps={steps.map((step) => ({
        ...WORDS[step.key],
        key: step.key,
        done: step.done,
        ...(step.key === "account" && step.done ? { detail: `${step.count} connected` } : {}),
      }))}
    />
  );
}
