"use client";

import Link from "next/link";
import { useMediaUses } from "@/components/media/use-media";
import { useZone } from "@/components/providers/zone";
import { Skeleton } from "@/components/ui/skeleton";
import { postStatusWord } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { MediaItem, MediaUses } from "@/lib/contracts/media";
import { writeBytes, writeDuration } from "@/lib/domain/file-facts";
import { listTypes } from "@/lib/domain/media-words";
import { catalog } from "@/lib/platforms/catalog";

/** What a file is and where it is used. */
export function MediaFacts({ item }: { item: MediaItem }) {
  const zone = useZone();
  const uses = useMediaUses(item.id);
  const { width, height, durationMs, codec, parentId } = item;
  return (
    <dl className="asset-facts">
      <dt>Type</dt>
      <dd>
        {listTypes([item.mimeType])}
        {codec ? `, ${codec.toUpperCase()}` : ""}, {writeBytes(item.bytes)}
      </dd>
      {width && height ? (
        <>
          <dt>Size</dt>
          <dd>
            {width} × {height}
            {durationMs ? `, ${writeDuration(durationMs)}` : ""}
          </dd>
        </>
      ) : null}
      <dt>Added</dt>
      <dd>
        <Time at={item.createdAt} zone={zone} />
        {parentId ? ", as a copy of another file" : ""}
      </dd>
      <dt>Used in</dt>
      <dd>
        {uses.isPending ? <Skeleton width={120} /> : null}
        {uses.isError ? "It can’t be said just now." : null}
        {uses.data ? <UseList uses={uses.data} /> : null}
      </dd>
    </dl>
  );
}

function UseList({ uses: { variants, posts } }: { uses: MediaUses }) {
  if (variants.length === 0 && posts.length === 0) return "No variant or post yet";
  return (
    <ul style={{ display: "grid", gap: 4 }}>
      {variants.map(({ id, letter, platform, campaignId, campaignName }) => (
        <li key={id}>
          <Link href={`/campaigns/${campaignId}`}>
            Variant {letter} for {catalog[platform].label}
          </Link>{" "}
          <span className="t3">{campaignName}</span>
        </li>
      ))}
      {posts.map(({ id, platform, status }) => (
        <li key={id}>
          <Link href={`/posts?post=${id}`}>Post on {catalog[platform].label}</Link>{" "}
          <span className="t3">{postStatusWord(status)}</span>
        </li>
      ))}
    </ul>
  );
}
