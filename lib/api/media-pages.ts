import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { MediaKind, MediaList } from "@/lib/contracts/media";

export interface MediaFilter {
  q: string;
  /** Empty: every kind. */
  kind: MediaKind | "";
}

const PAGE_SIZE = 48;

/** The library page by page, as its own page and the choice for a variant read it. */
export const mediaPages = (filter: MediaFilter) => ({
  queryKey: [...queryKeys.media(), "pages", filter],
  queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
    apiFetch<MediaList>(
      withQuery("/api/media", { ...filter, limit: PAGE_SIZE, cursor: pageParam }),
      { signal },
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (last: MediaList) => last.nextCursor,
});
