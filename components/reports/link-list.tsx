"use client";

import { useZone } from "@/components/providers/zone";
import { detailOf, useReportLinks, useRevokeReportLink } from "@/components/reports/use-reports";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { ReportLinkView } from "@/lib/contracts/reports";

/** The links there are: how long they work, when they were used, and the way to end one. */
export function LinkList({ canShare }: { canShare: boolean }) {
  const links = useReportLinks();
  const revoke = useRevokeReportLink();
  if (links.isPending) return <SkeletonRows rows={2} label="Loading links" />;
  if (links.isError) {
    return (
      <ErrorMessage
        title="The links can’t be shown"
        action={<Button onClick={() => void links.refetch()}>Try again</Button>}
      >
        {detailOf(links.error)}
      </ErrorMessage>
    );
  }
  if (links.data.items.length === 0) return <p className="t2">No link was made yet.</p>;
  return (
    <section aria-labelledby="report-links">
      <h3 className="h" id="report-links">
        Links
      </h3>
      <ul className="two-lines">
        {links.data.items.map((link) => (
          <li key={link.id}>
            <span className="grow min-w-0">
              <b className="b cut block">{link.name}</b>
              <LinkFacts link={link} />
            </span>
            {link.revokedAt || link.expired || !canShare ? (
              <Tag>{link.revokedAt ? "Revoked" : link.expired ? "Expired" : "Works"}</Tag>
            ) : (
              <Button
                size="sm"
                variant="danger"
                aria-label={`Revoke the link to ${link.name}`}
                loading={revoke.isPending && revoke.variables === link.id}
                onClick={() => revoke.mutate(link.id)}
              >
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function LinkFacts({ link }: { link: ReportLinkView }) {
  const zone = useZone();
  const { lastUsedAt, revokedAt, expired, expiresAt, createdBy, sandbox } = link;
  return (
    <span className="xs t2">
      {lastUsedAt ? (
        <>
          Last used <Time at={lastUsedAt} zone={zone} />
        </>
      ) : (
        "Not used yet"
      )}
      {revokedAt ? null : (
        <>
          {expired ? ", worked until " : ", works until "}
          <Time at={expiresAt} zone={zone} format="date" />
        </>
      )}
      {sandbox ? ", of the sandbox" : ""}
      {createdBy ? `, made by ${createdBy}` : ""}
    </span>
  );
}
