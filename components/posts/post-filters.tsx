"use client";

import { useQuery } from "@tanstack/react-query";
import type { PostFilter } from "@/components/posts/use-posts";
import { Segmented } from "@/components/ui/segmented";
import { Select, type SelectOption } from "@/components/ui/select";
import { postStatusWord } from "@/components/ui/status";
import { accountChoices, campaignChoices } from "@/lib/api/choices";
import { POST_STATUSES } from "@/lib/domain/post-status";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";

type PostFiltersProps = {
  filter: PostFilter;
  onChange: (change: Record<string, string | null>) => void;
};

const WHENS = [
  { value: "past", label: "Out and due" },
  { value: "coming", label: "Coming up" },
] as const;
const STATUSES = POST_STATUSES.map((value) => ({ value, label: postStatusWord(value) }));
const PLATFORM_OPTIONS = PLATFORMS.map((value) => ({ value, label: catalog[value].label }));

export function PostFilters({ filter, onChange }: PostFiltersProps) {
  const accounts = useQuery(accountChoices).data ?? [];
  const campaigns = useQuery(campaignChoices).data ?? [];
  const pick = (name: keyof PostFilter, all: string, options: readonly SelectOption[]) => (
    <Select
      className="slim"
      aria-label={all}
      value={filter[name] ?? ""}
      placeholder={all}
      options={options}
      onChange={(event) => onChange({ [name]: event.target.value || null })}
    />
  );
  return (
    <search className="pad tool-row" aria-label="Filter posts">
      {filter.status ? null : (
        <Segmented
          label="Which posts"
          value={filter.when === "coming" ? "coming" : "past"}
          options={WHENS}
          onChange={(when) => onChange({ when: when === "coming" ? when : null })}
        />
      )}
      {pick("status", "Every status", STATUSES)}
      {pick("platform", "All platforms", PLATFORM_OPTIONS)}
      {pick(
        "accountId",
        "All accounts",
        accounts.map((each) => ({
          value: each.id,
          label: `${each.handle}, ${catalog[each.platform].label}`,
        })),
      )}
      {pick(
        "campaignId",
        "All campaigns",
        campaigns.map((each) => ({ value: each.id, label: each.name })),
      )}
    </search>
  );
}
