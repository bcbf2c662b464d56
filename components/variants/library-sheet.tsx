"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MediaTile } from "@/components/ui/media-tile";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { mediaPages } from "@/lib/api/media-pages";
import type { MediaItem } from "@/lib/contracts/media";
import { writeDuration, writeFacts } from "@/lib/domain/file-facts";
import type { MediaKind } from "@/lib/platforms/entry";

export type LibrarySheetProps = {
  kinds: readonly MediaKind[];
  /** How many more may be taken. */
  room: number;
  /** Files that are there already. */
  taken: readonly string[];
  onChoose: (items: MediaItem[]) => void;
  onClose: () => void;
};

/** Files of the library to choose from. */
export function LibrarySheet({ kinds, room, taken, onChoose, onClose }: LibrarySheetProps) {
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<MediaItem[]>([]);
  const toggle = (item: MediaItem) =>
    setChosen((list) => {
      if (list.some(({ id }) => id === item.id)) return list.filter(({ id }) => id !== item.id);
      return room === 1 ? [item] : [...list, item].slice(0, room);
    });
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : onClose())}
      title="Choose from the library"
      {...(room > 1 ? { description: `Up to ${room}, in the order you choose them.` } : {})}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={chosen.length === 0}
            onClick={() => {
              onChoose(chosen);
              onClose();
            }}
          >
            {chosen.length > 1 ? `Use ${chosen.length} files` : "Use file"}
          </Button>
        </>
      }
    >
      <div style={{ display: "grid", gap: 16 }}>
        <Field label="Search by file name">
          <Input type="search" value={q} onChange={(event) => setQ(event.target.value)} />
        </Field>
        <Choices q={q} kinds={kinds} taken={taken} chosen={chosen} onToggle={toggle} />
      </div>
    </Sheet>
  );
}

type ChoicesProps = Pick<LibrarySheetProps, "kinds" | "taken"> & {
  q: string;
  chosen: readonly MediaItem[];
  onToggle: (item: MediaItem) => void;
};

function Choices({ q, kinds, taken, chosen, onToggle }: ChoicesProps) {
  const [only, ...others] = kinds;
  const kind = only && others.length === 0 ? only : "";
  const query = useInfiniteQuery(mediaPages(useDeferredValue({ q, kind }, { q: "", kind })));
  if (query.isPending) return <SkeletonRows rows={4} label="Loading files" />;
  if (query.isError) {
    return (
      <ErrorMessage
        title="The files can’t be shown."
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </ErrorMessage>
    );
  }
  const items = query.data.pages
    .flatMap((page) => page.items)
    .filter((item) => kinds.includes(item.kind));
  if (items.length === 0 && !query.hasNextPage) {
    return (
      <EmptyState title={q ? "No file fits" : "The library has nothing for this yet"}>
        {q
          ? "Search for another part of the name."
          : "Upload a file here or on the page Media: it can be chosen from then on."}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="assets small" aria-label="Files">
        {items.map((item) => (
          <Choice
            key={item.id}
            item={item}
            taken={taken.includes(item.id)}
            chosen={chosen.some(({ id }) => id === item.id)}
            onToggle={onToggle}
          />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          size="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Load more
        </Button>
      ) : null}
    </>
  );
}

type ChoiceProps = {
  item: MediaItem;
  taken: boolean;
  chosen: boolean;
  onToggle: (item: MediaItem) => void;
};

function Choice({ item, taken, chosen, onToggle }: ChoiceProps) {
  return (
    <li>
      <button
        type="button"
        className="asset"
        aria-pressed={chosen}
        aria-disabled={taken}
        onClick={() => (taken ? undefined : onToggle(item))}
      >
        <MediaTile
          kind={item.kind}
          src={item.thumbnailUrl}
          name={item.fileName}
          facts={taken ? "In this variant" : writeFacts({ ...item, durationMs: null })}
          badge={item.durationMs ? writeDuration(item.durationMs) : undefined}
          chosen={chosen}
        />
      </button>
    </li>
  );
}
