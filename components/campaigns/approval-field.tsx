"use client";

import { useQuery } from "@tanstack/react-query";
import { Checkbox } from "@/components/ui/checkbox";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { WorkspaceView } from "@/lib/contracts/workspace";

type ApprovalFieldProps = { checked: boolean; onChange: (checked: boolean) => void };

/** The campaign's own switch; the workspace's stands above it. */
export function ApprovalField({ checked, onChange }: ApprovalFieldProps) {
  const { data } = useQuery({
    queryKey: queryKeys.workspace(),
    queryFn: ({ signal }) => apiFetch<WorkspaceView>("/api/workspace", { signal }),
  });
  const isForAll = data?.settings.approvalRequired ?? false;
  return (
    <Checkbox
      label="Posts of this campaign need approval"
      hint={
        isForAll
          ? "The workspace asks for approval of everything: this campaign needs it either way. The switch counts once the workspace’s is off."
          : "Nothing of it goes out before a reviewer approves the variant. Off, only the workspace’s setting counts, and that is off."
      }
      checked={checked}
      onChange={onChange}
    />
  );
}
