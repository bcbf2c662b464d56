import { type CampaignView, CreateCampaign, type Objective } from "@/lib/contracts/campaigns";
import type { Platform } from "@/lib/platforms/platform";

/** A campaign as it stands in the form: numbers and lists are still what was typed. */
export interface CampaignDraft {
  name: string;
  brief: string;
  objective: Objective;
  platforms: Platform[];
  tone: string;
  bannedWords: string;
  maxLength: string;
  variantsPerPlatform: string;
  lateAfterMinutes: string;
  approvalRequired: boolean;
  tags: string;
}

export const EMPTY_DRAFT: CampaignDraft = {
  name: "",
  brief: "",
  objective: "engagement",
  platforms: [],
  tone: "",
  bannedWords: "",
  maxLength: "",
  variantsPerPlatform: "3",
  lateAfterMinutes: "",
  approvalRequired: false,
  tags: "",
};

export function toDraft(campaign: CampaignView): CampaignDraft {
  const { name, brief, objective, platforms, brand } = campaign;
  return {
    name,
    brief,
    objective,
    platforms,
    tone: brand.tone,
    bannedWords: brand.bannedWords.join(", "),
    maxLength: brand.maxLength === null ? "" : String(brand.maxLength),
    variantsPerPlatform: String(campaign.variantsPerPlatform),
    lateAfterMinutes: campaign.lateAfterMinutes === null ? "" : String(campaign.lateAfterMinutes),
    approvalRequired: campaign.approvalRequired,
    tags: campaign.tags.join(", "),
  };
}

export type DraftErrors = Partial<Record<keyof CampaignDraft, string>>;

const FIELDS: Record<string, keyof CampaignDraft> = {
  "brand.tone": "tone",
  "brand.bannedWords": "bannedWords",
  "brand.maxLength": "maxLength",
};

/** Where on the form a path of the contract lies. */
export function toField(path: string): keyof CampaignDraft | null {
  const known = Object.keys(FIELDS).find((each) => path.startsWith(each));
  const first = path.split(".")[0] ?? "";
  return known
    ? (FIELDS[known] ?? null)
    : first in EMPTY_DRAFT
      ? (first as keyof CampaignDraft)
      : null;
}

type Read = { ok: true; input: CreateCampaign } | { ok: false; errors: DraftErrors };

/** What stands between commas or on lines of its own. */
const toWords = (typed: string) =>
  typed
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

export function readDraft(draft: CampaignDraft): Read {
  const maxLength = draft.maxLength.trim();
  const lateAfterMinutes = draft.lateAfterMinutes.trim();
  const parsed = CreateCampaign.safeParse({
    name: draft.name,
    brief: draft.brief,
    objective: draft.objective,
    platforms: draft.platforms,
    brand: {
      tone: draft.tone,
      bannedWords: toWords(draft.bannedWords),
      maxLength: maxLength === "" ? null : Number(maxLength),
    },
    variantsPerPlatform: Number(draft.variantsPerPlatform),
    lateAfterMinutes: lateAfterMinutes === "" ? null : Number(lateAfterMinutes),
    approvalRequired: draft.approvalRequired,
    tags: toWords(draft.tags),
  });
  if (parsed.success) return { ok: true, input: parsed.data };
  return {
    ok: false,
    errors: toErrors(
      parsed.error.issues.map((i) => ({ path: i.path.join("."), message: i.message })),
    ),
  };
}

/** The first message for each field; where several paths lead to one field, the first wins. */
export function toErrors(issues: readonly { path: string; message: string }[]): DraftErrors {
  const errors: DraftErrors = {};
  for (const { path, message } of issues) {
    const field = toField(path);
    if (!field || errors[field]) continue;
    errors[field] =
      field === "maxLength"
        ? "Give a whole number from 20 to 100,000, or leave it empty."
        : message;
  }
  return errors;
}
