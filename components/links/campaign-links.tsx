"use client";

import { TemplateField } from "@/components/links/template-field";
import { useChangeLinks, useLinkSettings } from "@/components/links/use-links";
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
          Links go out as {new URL(data.appUrl).host}/l/…, so that clicks and conversions are
          counted where a platform tells nothing. The choice holds at once, for posts not yet tried.
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
          Posts of real accounts go out with their links as written: {data.unreachable}.
        </p>
      ) : null}
      {data.isOn ? (
        <TemplateField settings={data} canChange save={(next) => change.mutateAsync(next)} />
      ) : null}
    </section>
  );
}
