"use client";

import type { useMediaPages } from "@/components/media/use-media";
import { Button } from "@/components/ui/button";
import { MediaTile } from "@/components/ui/media-tile";
import type { MediaItem } from "@/lib/contracts/media";
import { writeDuration, writeFacts } from "@/lib/domain/file-facts";

type MediaGridProps = {
  query: ReturnType<typeof useMediaPages>;
  items: readonly MediaItem[];
  onOpen: (id: string) => void;
};

export function MediaGrid({ query, items, onOpen }: MediaGridProps) {
  return (
    <>
      <ul className="assets" aria-label="Files">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" className="asset" onClick={() => onOpen(item.id)}>
              <MediaTile
                kind={item.kind}
                src={item.thumbnailUrl}
                name={item.fileName}
                facts={describe(item)}
                badge={item.durationMs ? writeDuration(item.durationMs) : undefined}
              />
            </button>
          </li>
        ))}
      </ul>
      <div className="pages">
        <span className="grow">
          {items.length} {items.length === 1 ? "file" : "files"}
          {query.hasNextPage ? " so far" : ""}
        </span>
        {query.hasNextPage ? (
          <Button
            size="sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Load more
          </Button>
        ) : null}
      </div>
    </>
  );
}

function describe({ uses, durationMs: _, ...item }: MediaItem): string {
  const facts = writeFacts({ ...item, durationMs: null });
  return uses.variants > 0 ? `${facts}, in use` : facts;
}
