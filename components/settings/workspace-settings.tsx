"use client";

import { useQuery } from "@tanstack/react-query";
import { AiSection } from "@/components/settings/ai-section";
import { ReadOnly } from "@/components/settings/read-only";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { Columns, Section } from "@/components/ui/section";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { WorkspaceView } from "@/lib/contracts/workspace";

type WorkspaceSettingsProps = { initial: WorkspaceView; canChange: boolean; canTestAi: boolean };

export function WorkspaceSettings({ initial, canChange, canTestAi }: WorkspaceSettingsProps) {
  const { data: workspace } = useQuery({
    queryKey: queryKeys.workspace(),
    queryFn: ({ signal }) => apiFetch<WorkspaceView>("/api/workspace", { signal }),
    initialData: initial,
  });
  return (
    <>
      {canChange ? null : <ReadOnly what="the workspace" />}
      <Columns
        main={
          <Section title="Workspace">
            <WorkspaceForm workspace={workspace} canChange={canChange} />
          </Section>
        }
        side={<AiSection canTest={canTestAi} />}
      />
    </>
  );
}
