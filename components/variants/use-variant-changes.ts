"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { addVariant, type NewVariant } from "@/components/variants/add-variant";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { CampaignView, UpdateVariant, VariantView } from "@/lib/contracts/campaigns";
import type { Platform } from "@/lib/platforms/platform";

export const detailOf = (error: unknown) =>
  error instanceof ApiError ? error.problem.detail : undefined;

const say = (title: string) => (error: unknown) => toast.error(title, { detail: detailOf(error) });

type Change = (list: VariantView[]) => VariantView[];

/** Shows a change at once and returns the way back. */
async function showAtOnce(client: QueryClient, campaignId: string, change: Change) {
  const queryKey = queryKeys.variants(campaignId);
  await client.cancelQueries({ queryKey });
  const before = client.getQueryData<VariantView[]>(queryKey);
  client.setQueryData<VariantView[]>(queryKey, (list) => list && change(list));
  return () => client.setQueryData(queryKey, before);
}

const put =
  (variant: VariantView): Change =>
  (list) =>
    list.some((each) => each.id === variant.id)
      ? list.map((each) => (each.id === variant.id ? variant : each))
      : [...list, variant].sort((a, b) => a.ordinal - b.ordinal);

function withChanges(
  variant: VariantView,
  { format, media, ...rest }: Omit<UpdateVariant, "updatedAt">,
): VariantView {
  const files = media?.flatMap(({ mediaId, altText }) => {
    const file = variant.media.find(({ id }) => id === mediaId);
    return file ? [{ ...file, altText }] : [];
  });
  return { ...variant, ...rest, format: format ?? variant.format, media: files ?? variant.media };
}

/** Puts a saved variant where the grid reads it. */
export function useStoreVariant(campaignId: string) {
  const client = useQueryClient();
  return (variant: VariantView) => {
    client.setQueryData<VariantView[]>(
      queryKeys.variants(campaignId),
      (list) => list && put(variant)(list),
    );
    return client.invalidateQueries({ queryKey: queryKeys.campaign(campaignId) });
  };
}

export function useSaveVariant(campaignId: string) {
  const client = useQueryClient();
  const store = useStoreVariant(campaignId);
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: UpdateVariant }) =>
      apiFetch<VariantView>(`/api/variants/${id}`, { method: "PATCH", body }),
    onMutate: ({ id, body: { updatedAt: _, ...changes } }) =>
      showAtOnce(client, campaignId, (list) =>
        list.map((each) => (each.id === id ? withChanges(each, changes) : each)),
      ),
    onSuccess: (variant) => void store(variant),
    onError: (_error, _input, undo) => {
      undo?.();
      return client.invalidateQueries({ queryKey: queryKeys.variants(campaignId) });
    },
  });
}

export function useCreateVariant(campaignId: string) {
  const store = useStoreVariant(campaignId);
  return useMutation({
    mutationFn: (given: NewVariant) => addVariant(campaignId, given),
    onSuccess: ({ variant }) => void store(variant),
  });
}

export function useDeleteVariant(campaignId: string) {
  const client = useQueryClient();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: queryKeys.variants(campaignId) });
    return client.invalidateQueries({ queryKey: queryKeys.campaign(campaignId) });
  };
  const restore = async (variant: VariantView) => {
    const undo = await showAtOnce(client, campaignId, put(variant));
    await apiFetch<void>(`/api/variants/${variant.id}/restore`, { method: "POST" }).catch(
      (error: unknown) => {
        undo();
        say(`Variant ${variant.letter} was not restored`)(error);
      },
    );
    await refresh();
  };
  return useMutation({
    mutationFn: (variant: VariantView) =>
      apiFetch<void>(`/api/variants/${variant.id}`, { method: "DELETE" }),
    onMutate: (variant) =>
      showAtOnce(client, campaignId, (list) => list.filter((each) => each.id !== variant.id)),
    onSuccess: (_done, variant) => {
      toast.undo(`Variant ${variant.letter} is deleted`, () => void restore(variant));
    },
    onError: (error, variant, undo) => {
      undo?.();
      say(`Variant ${variant.letter} was not deleted`)(error);
    },
    onSettled: refresh,
  });
}

/** Approves what is shown, or takes that back. */
export function useApproval(campaignId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ variant, approved }: { variant: VariantView; approved: boolean }) =>
      apiFetch<VariantView>(
        `/api/variants/${variant.id}/approve`,
        approved
          ? { method: "POST", body: { updatedAt: variant.updatedAt } }
          : { method: "DELETE" },
      ),
    onMutate: ({ variant, approved }) =>
      showAtOnce(client, campaignId, put({ ...variant, approved })),
    onSuccess: ({ letter, approved }) => {
      if (!approved) return toast.success(`Variant ${letter} is not approved any more`);
      const detail = "A post that waits for it goes out within a minute of its time.";
      return toast.success(`Variant ${letter} is approved`, { detail });
    },
    onError: (error, { variant, approved }, undo) => {
      undo?.();
      const failed = approved ? "was not approved" : "is still approved";
      say(`Variant ${variant.letter} ${failed}`)(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.variants(campaignId) }),
  });
}

/** Orders texts: for a platform, or one variant anew. */
export function useWriting(campaignId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: { platform: Platform } | { variantId: string }) =>
      "platform" in order
        ? apiFetch<CampaignView>(`/api/campaigns/${campaignId}/generate`, {
            method: "POST",
            body: order,
          })
        : apiFetch<CampaignView>(`/api/variants/${order.variantId}/regenerate`, { method: "POST" }),
    onSuccess: (campaign) => client.setQueryData(queryKeys.campaign(campaignId), campaign),
    onError: say("Nothing was ordered"),
  });
}
