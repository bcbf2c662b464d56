"use client";

import { PlugsIcon } from "@phosphor-icons/react/ssr";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { toast } from "@/components/ui/toast";
import { queryKeys } from "@/lib/api/query-keys";
import { OAUTH_CHANNEL, OAuthReport } from "@/lib/contracts/accounts";
import type { PostView } from "@/lib/contracts/posts";

type ReconnectLinkProps = { post: PostView; onDone: string };

/** To the platform's own page, in a window that closes itself; then what was in the way is read again. */
export function ReconnectLink({ post, onDone }: ReconnectLinkProps) {
  const client = useQueryClient();
  const { id, platform, accountId, accountHandle, sandbox } = post;
  useEffect(() => {
    const channel = new BroadcastChannel(OAUTH_CHANNEL);
    channel.onmessage = (message: MessageEvent<unknown>) => {
      const report = OAuthReport.safeParse(message.data).data;
      if (!report || report.status === "failed" || report.platform !== platform) return;
      toast.success(onDone, { id: `oauth-${platform}` });
      for (const queryKey of [queryKeys.postAd(id), queryKeys.posts(), queryKeys.accounts()]) {
        void client.invalidateQueries({ queryKey });
      }
    };
    return () => channel.close();
  }, [client, id, platform, onDone]);
  const query = new URLSearchParams({ world: sandbox ? "sandbox" : "real", account: accountId });
  return (
    <a
      className={buttonClass({ size: "sm" })}
      href={`/api/oauth/${platform}/start?${query}`}
      target="bandwagon-connect"
    >
      <PlugsIcon className="i" aria-hidden="true" />
      Reconnect {accountHandle}
    </a>
  );
}
