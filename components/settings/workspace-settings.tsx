"use client";

import { useQuery } from "@tanstack/react-query";
import { AiSection } from "@/components/settings/ai-section";
import { EngagementWeights } from "@/components/settings/engagement-weights";
import { ReadOnly } from "@/components/settings/read-only";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
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
            <div className="mt-4 max-w-[480px]">
              <Field label="Workspace ID" hint="Systems that send signed results name it">
                <CopyField what="workspace ID" value={workspace.id} />
              </Field>
            </div>
          </Section>
        }
        side={
          <>
            <AiSection canTest={canTestAi} />
            <EngagementWeights workspace={workspace} canChange={canChange} />
          </>
        }
      />
    </>
  );
}
