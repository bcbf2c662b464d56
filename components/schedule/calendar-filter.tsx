"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { PlatformMark } from "@/components/ui/platform-mark";
import { accountChoices, campaignChoices } from "@/lib/api/choices";
import type { PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

export type CalendarFilter = { accountId: string | null; campaignId: string | null };
export type FilterChoice = { id: string; label: string; icon?: ReactNode };

export const NO_FILTER: CalendarFilter = { accountId: null, campaignId: null };

export function keepFiltered(posts: readonly PostView[], filter: CalendarFilter): PostView[] {
  return posts.filter(
    (post) =>
      (filter.accountId === null || post.accountId === filter.accountId) &&
      (filter.campaignId === null || post.campaignId === filter.campaignId),
  );
}

export function useFilterChoices(): { accounts: FilterChoice[]; campaigns: FilterChoice[] } {
  const accounts = useQuery(accountChoices).data ?? [];
  const campaigns = useQuery(campaignChoices).data ?? [];
  return {
    accounts: accounts.map(({ id, handle, platform }) => ({
      id,
      label: handle,
      icon: <PlatformMark platform={platform} label={catalog[platform].label} />,
    })),
    campaigns: campaigns.map(({ id, name }) => ({ id, label: name })),
  };
}

type FilterMenuProps = {
  /** The choice of nothing in particular: "All accounts". */
  all: string;
  icon?: ReactNode;
  choices: readonly FilterChoice[];
  value: string | null;
  onChange: (id: string | null) => void;
};

export function FilterMenu({ all, icon, choices, value, onChange }: FilterMenuProps) {
  const chosen = choices.find((each) => each.id === value);
  return (
    <Menu
      trigger={
        <Button size="sm" icon={icon}>
          <span className="cut max-w-[18ch]">{chosen?.label ?? all}</span>
        </Button>
      }
      items={[
        { kind: "choice", label: all, checked: value === null, onSelect: () => onChange(null) },
        { kind: "line" },
        ...choices.map((each) => ({
          kind: "choice" as const,
          label: each.label,
          icon: each.icon,
          checked: each.id === value,
          onSelect: () => onChange(each.id),
        })),
      ]}
    />
  );
}
