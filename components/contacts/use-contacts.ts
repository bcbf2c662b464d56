"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  ContactPage,
  ContactStatus,
  ContactView,
  ImportAnswer,
} from "@/lib/contracts/contacts";

export type ContactFilter = { q?: string; status?: ContactStatus };

const PAGE_SIZE = 50;

export function useContacts(filter: ContactFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.contacts(filter),
    queryFn: ({ pageParam, signal }) =>
      apiFetch<ContactPage>(
        withQuery("/api/contacts", { ...filter, limit: PAGE_SIZE, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

function useRefreshContacts() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.contacts() });
}

/** Adds one, or changes the one that is named. What was typed is checked by the server. */
export function useSaveContact() {
  const refresh = useRefreshContacts();
  return useMutation({
    mutationFn: ({ id, body }: { id: string | null; body: object }) =>
      id === null
        ? apiFetch<ContactView>("/api/contacts", { method: "POST", body })
        : apiFetch<ContactView>(`/api/contacts/${id}`, { method: "PATCH", body }),
    onSettled: refresh,
  });
}

export function useDeleteContact() {
  const refresh = useRefreshContacts();
  return useMutation({
    mutationFn: (contact: ContactView) =>
      apiFetch<void>(`/api/contacts/${contact.id}`, { method: "DELETE" }),
    onSuccess: (_, contact) => toast.success(`${contact.name ?? contact.phone} is deleted`),
    onError: (error) => toast.error("The contact was not deleted", { detail: error.message }),
    onSettled: refresh,
  });
}

/** As if they had said stop themselves. */
export function useStopContact() {
  const refresh = useRefreshContacts();
  return useMutation({
    mutationFn: ({ id }: ContactView) =>
      apiFetch<ContactView>(`/api/contacts/${id}`, { method: "PATCH", body: { optedOut: true } }),
    onSuccess: ({ name, phone }) => toast.success(`${name ?? phone} gets no more messages`),
    onError: (error) => toast.error("The stop was not kept", { detail: error.message }),
    onSettled: refresh,
  });
}

/** With `preview` it only tells what would happen. */
export function useImportContacts() {
  const refresh = useRefreshContacts();
  return useMutation({
    mutationFn: ({ file, preview }: { file: File; preview: boolean }) =>
      apiFetch<ImportAnswer>(withQuery("/api/contacts/import", { preview: String(preview) }), {
        method: "POST",
        body: file,
      }),
    onSuccess: (_, { preview }) => (preview ? undefined : refresh()),
  });
}
