import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AccountList, AccountView } from "@/lib/contracts/accounts";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { Page } from "@/lib/contracts/common";
import type { ContactPage } from "@/lib/contracts/contacts";
import { writtenHandle } from "@/lib/domain/written-handle";

type Signal = { signal: AbortSignal };

/** What a form offers to choose from. The keys end in a word of their own: lists page, choices don't. */
export const accountChoices = {
  queryKey: [...queryKeys.accounts(), "choices"],
  queryFn: async ({ signal }: Signal): Promise<AccountView[]> =>
    (await apiFetch<AccountList>("/api/accounts", { signal })).items.map((account) => ({
      ...account,
      handle: writtenHandle(account.platform, account.handle),
    })),
};

export const campaignChoices = {
  queryKey: [...queryKeys.campaigns(), "choices"],
  queryFn: async ({ signal }: Signal): Promise<CampaignView[]> =>
    (await apiFetch<Page<CampaignView>>("/api/campaigns?limit=200", { signal })).items,
};

/** How many people agreed to get messages, for platforms that write to them one by one. */
export const reachCount = {
  queryKey: [...queryKeys.contacts(), "reach"],
  queryFn: async ({ signal }: Signal): Promise<number> =>
    (await apiFetch<ContactPage>("/api/contacts?limit=1", { signal })).counts.reachable,
};

export const variantChoices = (campaignId: string) => ({
  queryKey: [...queryKeys.variants(campaignId), "choices"],
  queryFn: ({ signal }: Signal) =>
    apiFetch<VariantView[]>(`/api/campaigns/${campaignId}/variants`, { signal }),
});
