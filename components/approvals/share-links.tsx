"use client";

import { detailOf } from "@/components/approvals/use-approvals";
import { useLinks, useRevokeLink } from "@/components/approvals/use-links";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { ApprovalLinkView } from "@/lib/contracts/approvals";

/** The links there are: how long they work, when they were used, and the way to end one. */
export function ShareLinks({ campaignId }: { campaignId: string }) {
  const links = useLinks(campaignId);
  const revoke = useRevokeLink(campaignId);
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
    <section aria-labelledby="links-head">
      <h3 className="h" id="links-head">
        Links
      </h3>
      <ul className="two-lines">
        {links.data.items.map((link) => (
          <li key={link.id}>
            <span className="grow">
              <b className="b cut" style={{ display: "block" }}>
                {link.label}
              </b>
              <LinkFacts link={link} />
            </span>
            {link.revokedAt || link.expired ? (
              <Tag>{link.revokedAt ? "Revoked" : "Expired"}</Tag>
            ) : (
              <Button
                size="sm"
                variant="danger"
                aria-label={`Revoke the link for ${link.label}`}
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

function LinkFacts({ link }: { link: ApprovalLinkView }) {
  const zone = useZone();
  const { lastUsedAt, revokedAt, expired, expiresAt, createdBy } = link;
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
          <Time at={expiresAt} zone={zone} />
        </>
      )}
      {createdBy ? `, made by ${createdBy}` : ""}
    </span>
  );
}
