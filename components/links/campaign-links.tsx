"use client";

import { TemplateField } from "@/components/links/template-field";
import { useChangeLinks } from "@/components/links/use-links";
import { useLinkSettings } from "@/components/previews/use-link-settings";
import { Segmented } from "@/components/ui/segmented";

/** Whether a campaign's links go out short. Each choice holds at once. */
export function CampaignLinks({ campaignId }: { campaignId: string }) {
  const { data } = useLinkSettings(campaignId);
  const change = useChangeLinks(campaignId);
  if (!data) return null;
  const usual = data.workspace.isOn ? "on" : "off";
  return (
    <section className="grid gap-3" aria-label="Short links" style={{ marginTop: 24 }}>
      <div>
        <h3 className="h">Short links</h3>
        <p className="t2">
          A link goes out as {new URL(data.appUrl).host}/l/…, and clicks on it are counted, also
          where a platform tells none. Posts that were tried already stay as they are.
        </p>
      </div>
      <Segmented
        label="Short links"
        value={data.choice}
        onChange={(choice) => change.mutate({ choice })}
        options={[
          { value: "inherit", label: `As the workspace (${usual})` },
          { value: "on", label: "On" },
          { value: "off", label: "Off" },
        ]}
      />
      {data.isOn && data.unreachable ? (
        <p className="t2">
          On real accounts links stay as written, since nobody else could open short ones:{" "}
          {data.unreachable}.
        </p>
      ) : null}
      {data.isOn ? (
        <TemplateField settings={data} canChange save={(next) => change.mutateAsync(next)} />
      ) : null}
    </section>
  );
}
