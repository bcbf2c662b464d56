"use client";

import { CheckCircleIcon, WarningCircleIcon } from "@phosphor-icons/react/ssr";
import { useEffect, useState } from "react";
import { toProblemText } from "@/components/accounts/oauth-problem-text";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Wheel } from "@/components/ui/wheel";
import { OAUTH_CHANNEL, type OAuthReport } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";

const readMs = 900;

/** "X is connected", "3 accounts are connected again". */
export function toGoodNews({ status, count }: OAuthReport, label: string): string {
  const what = count > 1 ? `${count} accounts are` : `${label} is`;
  return `${what} ${status === "connected" ? "connected" : "connected again"}`;
}

/** The popup's last page: tells the page that opened it, and closes. A failure stays to be read. */
export function OAuthDone({ report }: { report: OAuthReport }) {
  const [isOpen, setIsOpen] = useState(false);
  const platform = Platform.safeParse(report.platform).data;
  const label = platform ? catalog[platform].label : "The platform";
  const { platform: told, status, problem, count } = report;

  useEffect(() => {
    const channel = new BroadcastChannel(OAUTH_CHANNEL);
    channel.postMessage({ platform: told, status, problem, count });
    channel.close();
    if (status === "failed") return;
    const closing = setTimeout(() => window.close(), readMs);
    // A tab that a person opened may not close itself; then the words change.
    const staying = setTimeout(() => setIsOpen(true), readMs * 2);
    return () => {
      clearTimeout(closing);
      clearTimeout(staying);
    };
  }, [told, status, problem, count]);

  const isGood = status !== "failed";
  const text = isGood
    ? {
        title: toGoodNews(report, label),
        advice: isOpen
          ? "You can close this window. Accounts shows it already."
          : "This window closes by itself.",
      }
    : toProblemText(problem ?? "failed", label);
  const Mark = isGood ? CheckCircleIcon : WarningCircleIcon;
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-4 p-6">
      <span className="brand">
        <Wheel />
        Bandwagon
      </span>
      <div className="grid max-w-sm gap-2 text-center" role={isGood ? "status" : "alert"}>
        <h1 className="finding row justify-center">
          <Mark className={isGood ? "i ok-c" : "i danger-c"} weight="fill" aria-hidden="true" />
          {text.title}
        </h1>
        <p className="t2">{text.advice}</p>
      </div>
      <div className="row">
        <Button variant="primary" onClick={() => window.close()}>
          Close this window
        </Button>
        <LinkButton href="/accounts" variant="quiet">
          Go to Accounts
        </LinkButton>
      </div>
    </main>
  );
}
