"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { toGoodNews } from "@/components/accounts/oauth-done";
import { toast } from "@/components/ui/toast";
import { queryKeys } from "@/lib/api/query-keys";
import {
  OAUTH_CHANNEL,
  type OAuthProblem,
  OAuthReport,
  type OAuthWorld,
} from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

export type ConnectRequest = { platform: Platform; world: OAuthWorld; accountId?: string };

export type ConnectState =
  | { step: "idle" }
  | { step: "waiting" | "blocked"; request: ConnectRequest; href: string }
  | { step: "failed"; request: ConnectRequest; problem: OAuthProblem };

const features = "popup,width=560,height=760";

/** The window in which a platform asks for consent, and what became of it. */
export function useConnectWindow() {
  const client = useQueryClient();
  const [state, setState] = useState<ConnectState>({ step: "idle" });

  const connect = useCallback((request: ConnectRequest) => {
    const href = toStartHref(request);
    // Opened in the click itself, and pointed afterwards: else browsers block it.
    const popup = window.open("about:blank", "bandwagon-connect", features);
    if (popup) popup.location.href = href;
    setState({ step: popup ? "waiting" : "blocked", request, href });
  }, []);

  useEffect(() => {
    const channel = new BroadcastChannel(OAUTH_CHANNEL);
    channel.onmessage = (message: MessageEvent<unknown>) => {
      const report = OAuthReport.safeParse(message.data).data;
      if (!report) return;
      void client.invalidateQueries({ queryKey: queryKeys.accounts() });
      setState((before) => afterReport(before, report));
      if (report.status !== "failed") announce(report);
    };
    return () => channel.close();
  }, [client]);

  const reset = useCallback(() => setState({ step: "idle" }), []);
  return { state, connect, reset };
}

function toStartHref({ platform, world, accountId }: ConnectRequest): string {
  const query = new URLSearchParams({ world, ...(accountId ? { account: accountId } : {}) });
  return `/api/oauth/${platform}/start?${query}`;
}

function afterReport(before: ConnectState, report: OAuthReport): ConnectState {
  if (before.step === "idle" || before.request.platform !== report.platform) return before;
  if (report.status !== "failed") return { step: "idle" };
  return { step: "failed", request: before.request, problem: report.problem ?? "failed" };
}

function announce(report: OAuthReport): void {
  const label = Object.values(catalog).find((each) => each.platform === report.platform)?.label;
  // One toast, also when two tabs of the page are open and hear it.
  toast.success(toGoodNews(report, label ?? "The account"), { id: `oauth-${report.platform}` });
}
