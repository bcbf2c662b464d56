"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import { queryKeys } from "@/lib/api/query-keys";
import type { WorkspaceView } from "@/lib/contracts/workspace";

export interface WorkspaceDraft {
  name: string;
  timeZone: string;
  showSandbox: boolean;
  approvalRequired: boolean;
  adsFromPosts: boolean;
  minGapMinutes: string;
  lateAfterMinutes: string;
  variantsPerPlatform: string;
  /** Empty: for ever. */
  rawDays: string;
}

const toDraft = ({ settings, ...rest }: WorkspaceView): WorkspaceDraft => ({
  name: rest.name,
  timeZone: rest.timeZone,
  showSandbox: rest.showSandbox,
  approvalRequired: settings.approvalRequired,
  adsFromPosts: settings.adsFromPosts,
  minGapMinutes: String(settings.minGapMinutes),
  lateAfterMinutes: String(settings.lateAfterMinutes),
  variantsPerPlatform: String(settings.variantsPerPlatform),
  rawDays: settings.rawDays === null ? "" : String(settings.rawDays),
});

// An empty field is no number: the server says which range it wants.
const toNumber = (typed: string) => (typed.trim() === "" ? null : Number(typed));

const toBody = (draft: WorkspaceDraft) => ({
  name: draft.name,
  timeZone: draft.timeZone,
  showSandbox: draft.showSandbox,
  settings: {
    approvalRequired: draft.approvalRequired,
    adsFromPosts: draft.adsFromPosts,
    minGapMinutes: toNumber(draft.minGapMinutes),
    lateAfterMinutes: toNumber(draft.lateAfterMinutes),
    variantsPerPlatform: toNumber(draft.variantsPerPlatform),
    rawDays: toNumber(draft.rawDays),
  },
});

/** What is typed lies over what is saved, so that another person's change loses nothing here. */
export function useWorkspaceDraft(workspace: WorkspaceView) {
  const [typed, setTyped] = useState<Partial<WorkspaceDraft>>({});
  const [errors, setErrors] = useState<FormErrors>({});
  const client = useQueryClient();
  const router = useRouter();
  const values: WorkspaceDraft = { ...toDraft(workspace), ...typed };
  const save = useMutation({
    mutationFn: () =>
      apiFetch<WorkspaceView>("/api/workspace", { method: "PATCH", body: toBody(values) }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.workspace(), saved);
      setTyped({});
      setErrors({});
      // The sidebar's name and the zone of every time are drawn by the server.
      router.refresh();
      toast.success("Workspace saved");
    },
    onError: (error) => setErrors(errorsOfApi(error)),
  });
  return {
    values,
    errors,
    isDirty: Object.keys(typed).length > 0,
    isSaving: save.isPending,
    change: (part: Partial<WorkspaceDraft>) => setTyped((before) => ({ ...before, ...part })),
    discard: () => {
      setTyped({});
      setErrors({});
    },
    save: () => save.mutate(),
  };
}
