import { ArrowRightIcon, CheckCircleIcon, CircleDashedIcon } from "@phosphor-icons/react/ssr";
import Link from "next/link";
import { LinkButton } from "@/components/ui/link-button";
import { Meter } from "@/components/ui/meter";
import { Section } from "@/components/ui/section";

export type OnboardingStep = {
  key: string;
  label: string;
  done: boolean;
  href: string;
  /** On the step that is next: "Invite". */
  actionLabel: string;
  /** At the right of a finished step: "8 connected". */
  detail?: string;
};

export type OnboardingChecklistProps = { title?: string; steps: readonly OnboardingStep[] };

export function OnboardingChecklist(props: OnboardingChecklistProps) {
  const { title = "Set up this workspace", steps } = props;
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  const progress = `${done} of ${steps.length}`;
  return (
    <Section title={title} actions={<span className="t3">{progress}</span>}>
      <Meter label={`${progress} steps done`} value={done} max={steps.length} />
      <ul className="steps">
        {steps.map((step) => (
          <Step key={step.key} step={step} isNext={step === next} />
        ))}
      </ul>
    </Section>
  );
}

function Step({ step, isNext }: { step: OnboardingStep; isNext: boolean }) {
  if (step.done) {
    return (
      <li className="done">
        <CheckCircleIcon className="i" weight="fill" aria-label="Done" />
        {step.label}
        <span className="xs">{step.detail}</span>
      </li>
    );
  }
  return (
    <li className={isNext ? "now" : "todo"}>
      {isNext ? (
        <ArrowRightIcon className="i" aria-label="Next" />
      ) : (
        <CircleDashedIcon className="i" aria-label="To do" />
      )}
      {isNext ? <span>{step.label}</span> : <Link href={step.href}>{step.label}</Link>}
      {isNext ? (
        <LinkButton size="sm" href={step.href}>
          {step.actionLabel}
        </LinkButton>
      ) : null}
    </li>
  );
}
