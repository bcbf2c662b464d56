"use client";

import { CaretRightIcon } from "@phosphor-icons/react/ssr";
import {
  toHealthWords,
  toReadiness,
  toVersionWarning,
  whenOver,
} from "@/components/settings/platforms/describe-platform";
import { PlatformDetail } from "@/components/settings/platforms/platform-detail";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Status } from "@/components/ui/status";
import { useIsPast } from "@/components/ui/use-is-past";
import type { PlatformHealth, PlatformSetup } from "@/lib/contracts/accounts";

type Props = {
  setup: PlatformSetup;
  zone: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
};

/** One line that tells how a platform stands; the rest on demand. */
export function PlatformRow({ setup, zone, isOpen, onToggle }: Props) {
  const { platform, label } = setup;
  const readiness = toReadiness(setup);
  const detailId = `${platform}-detail`;
  return (
    <section
      id={platform}
      className="scroll-mt-4 border-t border-line first:border-t-0"
      aria-labelledby={`${platform}-title`}
    >
      <h2>
        <button
          type="button"
          className="row wrap w-full py-3 text-left"
          aria-expanded={isOpen}
          aria-controls={detailId}
          onClick={() => onToggle(!isOpen)}
        >
          <CaretRightIcon className={isOpen ? "i rotate-90" : "i"} aria-hidden="true" />
          <PlatformMark platform={platform} large />
          <span className="h" id={`${platform}-title`}>
            {label}
          </span>
          <Status tone={readiness.tone}>{readiness.words}</Status>
          <span className="push row wrap xs">
            {toVersionWarning(setup) ? <Status tone="need">API version ends</Status> : null}
            <Health setup={setup} zone={zone} />
          </span>
        </button>
      </h2>
      {isOpen ? (
        <div id={detailId} className="pb-6">
          <PlatformDetail setup={setup} zone={zone} />
        </div>
      ) : null}
    </section>
  );
}

/** A world that nothing is connected to and that never failed is not worth a word. */
function Health({ setup, zone }: { setup: PlatformSetup; zone: string }) {
  const { real, sandbox } = setup.health;
  const showsReal = setup.realAccounts > 0 || real.state !== "working";
  const showsSandbox = setup.sandbox.accounts > 0 || sandbox.state !== "working";
  return (
    <>
      {showsReal ? <HealthStatus health={real} zone={zone} /> : null}
      {showsSandbox ? (
        <span className="row row-2">
          <SandboxTag />
          <HealthStatus health={sandbox} zone={zone} />
        </span>
      ) : null}
    </>
  );
}

function HealthStatus({ health, zone }: { health: PlatformHealth; zone: string }) {
  const { tone, words } = toHealthWords(whenOver(health, useIsPast(health.until)), zone);
  return <Status tone={tone}>{words}</Status>;
}
