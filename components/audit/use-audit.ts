"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type AuditFilter, auditPath } from "@/components/audit/audit-filter";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AuditPage } from "@/lib/contracts/audit";
import type { MemberList } from "@/lib/contracts/members";

export const useAudit = (filter: AuditFilter, zone: string) =>
  useInfiniteQuery({
    queryKey: queryKeys.audit({ ...filter, zone }),
    queryFn: ({ pageParam, signal }) =>
      apiFetch<AuditPage>(auditPath(filter, zone, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** Who can be chosen in the filter: people who are members now. Others are found by name. */
export const useAuditActors = () =>
  useQuery({
    queryKey: queryKeys.members(),
    queryFn: ({ signal }) => apiFetch<MemberList>("/api/members", { signal }),
  });
