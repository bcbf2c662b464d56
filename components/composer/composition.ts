import type { VariantDraft } from "@/components/variants/variant-draft";
import type { AccountView } from "@/lib/contracts/accounts";
import type { VariantMediaView } from "@/lib/contracts/campaigns";
import type { PublishRequest } from "@/lib/contracts/publish";
import { instantOf } from "@/lib/domain/calendar-grid";
import { checkVariant, type VariantCheck, type VariantRules } from "@/lib/domain/check-variant";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

/** A post as one writes it: what all accounts get, and what some of them get instead. */
export interface Composition {
  accountIds: string[];
  title: string;
  text: string;
  media: VariantMediaView[];
  own: Readonly<Record<string, VariantDraft>>;
  when: "now" | "at" | "draft";
  day: string;
  time: string;
}

export const NO_RULES: VariantRules = { bannedWords: [], maxLength: null };

export const emptyComposition: Composition = {
  ...{ accountIds: [], title: "", text: "", media: [], own: {} },
  ...{ when: "now", day: "", time: "" },
};

export function isTyped({ title, text, media, own }: Composition): boolean {
  return `${title}${text}`.trim() !== "" || media.length > 0 || Object.keys(own).length > 0;
}

export function checkOf(platform: Platform, draft: VariantDraft): VariantCheck {
  // As the server counts: it trims first.
  const text = draft.text.trim();
  const words = { ...draft, text, title: draft.title.trim() || null };
  const files = draft.media.map((file) => (file.gone ? null : file));
  return checkVariant(platform, words, files, NO_RULES);
}

const isFine = (platform: Platform, draft: VariantDraft) =>
  checkOf(platform, draft).issues.every(({ severity }) => severity !== "error");

/** What this account posts: its own words, or the shared ones in the first format that takes them. */
export function draftOf(account: AccountView, composition: Composition): VariantDraft {
  const { title, text, media, own } = composition;
  const { id, platform } = account;
  const changed = own[id];
  if (changed) return changed;
  const drafts = catalog[platform].formats.map(({ key }) => {
    const takesTitle = rulesOf(catalog[platform], key).title;
    const words = { label: "", format: key, title: takesTitle ? title : "", text };
    return { ...words, options: {}, media };
  });
  const [first] = drafts;
  return drafts.find((draft) => isFine(platform, draft)) ?? first ?? emptyDraftFor(composition);
}

const emptyDraftFor = ({ text, media }: Composition): VariantDraft => ({
  ...{ label: "", format: "", title: "", text, options: {}, media },
});

/** The platform would take what this account gets. */
export const isReady = (account: AccountView, composition: Composition): boolean =>
  isFine(account.platform, draftOf(account, composition));

/** Null: this account gets what all get. */
export type OwnChange = ((now: VariantDraft) => VariantDraft) | null;

export function withOwn(
  composition: Composition,
  account: AccountView,
  change: OwnChange,
): Composition["own"] {
  const { [account.id]: _, ...others } = composition.own;
  return change ? { ...others, [account.id]: change(draftOf(account, composition)) } : others;
}

/** One of the chosen accounts shows a title. */
export const takesTitle = (accounts: readonly AccountView[]): boolean =>
  accounts.some(({ platform }) => rulesOf(catalog[platform], null).title !== null);

const toMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

export function toRequest(
  accounts: readonly AccountView[],
  composition: Composition,
  zone: string,
): PublishRequest {
  const { when, day, time } = composition;
  const targets = accounts.map((account) => {
    const { format, title, text, options, media } = draftOf(account, composition);
    return {
      accountId: account.id,
      content: {
        ...{ format: format || null, title: title || null, text, options },
        media: media.map(({ id, altText }) => ({ mediaId: id, altText: altText || null })),
      },
    };
  });
  if (when !== "at") return { status: when === "now" ? "published" : "draft", targets };
  const scheduledAt = instantOf(day, toMinutes(time), zone).toISOString();
  return { status: "scheduled", scheduledAt, targets };
}
