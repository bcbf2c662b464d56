"use client";

import { UploadSimpleIcon } from "@phosphor-icons/react/ssr";
import { useDeferredValue, useState } from "react";
import { MediaGrid } from "@/components/media/media-grid";
import { MediaSheet } from "@/components/media/media-sheet";
import { useMediaPages } from "@/components/media/use-media";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { MediaFilter } from "@/lib/api/media-pages";

const KINDS = [
  { value: "all", label: "All" },
  { value: "image", label: "Images" },
  { value: "video", label: "Videos" },
  { value: "document", label: "Documents" },
] as const;

type MediaResultsProps = { canWrite: boolean; onChoose: () => void };

export function MediaResults({ canWrite, onChoose }: MediaResultsProps) {
  const [filter, setFilter] = useState<MediaFilter>({ q: "", kind: "" });
  const [openId, setOpenId] = useState<string | null>(null);
  const settled = useDeferredValue(filter);
  const query = useMediaPages(settled);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const open = items.find(({ id }) => id === openId);
  const isFiltered = settled.q !== "" || settled.kind !== "";
  return (
    <>
      <search className="pad tool-row" aria-label="Filter files">
        <Segmented
          label="Which files"
          value={filter.kind === "" ? "all" : filter.kind}
          options={KINDS}
          onChange={(kind) => setFilter({ ...filter, kind: kind === "all" ? "" : kind })}
        />
        <span style={{ flex: "1 1 180px", maxWidth: 280 }}>
          <Input
            type="search"
            aria-label="Search by file name"
            placeholder="Search by file name"
            value={filter.q}
            onChange={(event) => setFilter({ ...filter, q: event.target.value })}
          />
        </span>
      </search>
      <section className="pad" aria-label="Library">
        {query.isPending ? <SkeletonRows rows={6} label="Loading files" /> : null}
        {query.isError ? (
          <ErrorMessage
            title="The files can’t be shown."
            action={<Button onClick={() => void query.refetch()}>Try again</Button>}
          >
            {query.error.message}
          </ErrorMessage>
        ) : null}
        {query.isSuccess && items.length > 0 ? (
          <MediaGrid query={query} items={items} onOpen={setOpenId} />
        ) : null}
        {query.isSuccess && items.length === 0 ? (
          <NoFiles
            isFiltered={isFiltered}
            onClear={() => setFilter({ q: "", kind: "" })}
            onChoose={canWrite ? onChoose : null}
          />
        ) : null}
      </section>
      {open ? (
        <MediaSheet key={open.id} item={open} canWrite={canWrite} onClose={() => setOpenId(null)} />
      ) : null}
    </>
  );
}

type NoFilesProps = { isFiltered: boolean; onClear: () => void; onChoose: (() => void) | null };

function NoFiles({ isFiltered, onClear, onChoose }: NoFilesProps) {
  if (isFiltered) {
    return (
      <EmptyState title="No file fits" action={<Button onClick={onClear}>Show all files</Button>}>
        Search for another part of the name, or show every kind.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Pictures, videos and documents for your posts"
      action={
        onChoose ? (
          <Button
            variant="primary"
            icon={<UploadSimpleIcon className="i" aria-hidden="true" />}
            onClick={onChoose}
          >
            Choose files
          </Button>
        ) : null
      }
    >
      Drop files anywhere on this page, or paste a picture. Photos are turned upright and no longer
      say where they were taken. Where a platform wants another shape or type, the variant offers
      it.
    </EmptyState>
  );
}
