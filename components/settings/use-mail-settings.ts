"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { MailSettingsView, MailTestView, SaveMailSettings } from "@/lib/contracts/reports";

const PATH = "/api/reports/mail";

/** The mail server of the workspace, and the ways to change and to try it. */
export function useMailSettings(initial: MailSettingsView) {
  const client = useQueryClient();
  const queryKey = queryKeys.reports("mail");
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => apiFetch<MailSettingsView>(PATH, { signal }),
    initialData: initial,
  });
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.reports() });
  const test = useMutation({
    mutationFn: () => apiFetch<MailTestView>(`${PATH}/test`, { method: "POST" }),
  });
  const save = useMutation({
    mutationFn: (body: SaveMailSettings) =>
      apiFetch<MailSettingsView>(PATH, { method: "PUT", body }),
    onSuccess: () => {
      // An answer about the server before would now be about another one.
      test.reset();
      toast.success("The mail server is saved");
    },
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => apiFetch<void>(PATH, { method: "DELETE" }),
    onSuccess: () => {
      test.reset();
      toast.success("The mail server is removed");
    },
    onSettled: refresh,
  });
  return { settings: query.data, save, remove, test };
}
