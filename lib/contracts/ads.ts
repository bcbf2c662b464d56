import { z } from "zod";
import { IsoDate } from "@/lib/contracts/common";
import { COUNTRIES, needsDisclosure } from "@/lib/domain/countries";
import { toSmallestUnit } from "@/lib/domain/money";

const known = new Set(COUNTRIES);
const MOST_DECIMALS = 3;

const Party = z.string().trim().max(100, "Use at most 100 characters.").default("");

/** What a person decides about an ad. Whether the amount suits the currency is known with the ad account. */
export const PostAdPlan = z
  .object({
    adAccountId: z.string("Choose an ad account.").min(1, "Choose an ad account.").max(64),
    budget: z.enum(["daily", "lifetime"], "Say whether the budget is for a day or for all of it."),
    amount: z
      .string("Give an amount, as 5 or 5.50.")
      .trim()
      .refine(
        (typed) => (toSmallestUnit(typed, MOST_DECIMALS) ?? 0) > 0,
        "Give an amount above zero, as 5 or 5.50.",
      ),
    /** Only with a budget for the whole time. */
    endsAt: IsoDate.nullable().default(null),
    countries: z
      .array(
        z.string().refine((code) => known.has(code), "Name a country by its two letters, as DK."),
        "Choose at least one country.",
      )
      .min(1, "Choose at least one country.")
      .max(25, "Choose at most 25 countries."),
    beneficiary: Party,
    payor: Party,
  })
  .superRefine(({ budget, endsAt, countries, ...parties }, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (budget === "lifetime" && endsAt === null) refuse("endsAt", "Say when the ad ends.");
    if (!needsDisclosure(countries)) return;
    if (parties.beneficiary === "") refuse("beneficiary", "Say who the ad is for: the EU asks.");
    if (parties.payor === "") refuse("payor", "Say who pays: the EU asks.");
  });
export type PostAdPlan = z.infer<typeof PostAdPlan>;

/** Without a plan: try again with the one that was sent before. */
export const CreatePostAd = z.object({ plan: PostAdPlan.optional() });
export type CreatePostAd = z.infer<typeof CreatePostAd>;

/** `figures=now` reads them from the platform first. */
export const GetPostAd = z.object({ figures: z.enum(["kept", "now"]).default("kept") });
export type GetPostAd = z.infer<typeof GetPostAd>;

export const AdAccountView = z.object({
  id: z.string(),
  name: z.string(),
  currency: z.string(),
  /** Digits after the point that the platform counts. */
  decimals: z.number(),
});
export type AdAccountView = z.infer<typeof AdAccountView>;
export const AdAccountList = z.object({ items: z.array(AdAccountView) });
export type AdAccountList = z.infer<typeof AdAccountList>;

const MadeAd = z.object({
  /** What people call the place where it is started. */
  where: z.string(),
  status: z.enum(["creating", "created", "failed", "unknown"]),
  /** What stands in the way, and what to do. */
  problem: z.string().nullable(),
  plan: z.object({
    adAccountId: z.string(),
    adAccountName: z.string(),
    currency: z.string(),
    budget: z.enum(["daily", "lifetime"]),
    amount: z.string(),
    endsAt: z.string().nullable(),
    countries: z.array(z.string()),
    beneficiary: z.string(),
    payor: z.string(),
  }),
  /** What can't change with the next try, because it stands on the platform or may stand there. */
  fixed: z.enum(["nothing", "ad_account", "plan"]),
  ids: z.record(z.string(), z.string()),
  manageUrl: z.string().nullable(),
  /** Null: not read yet. A null in it: not told, or nothing yet. */
  figures: z
    .object({
      state: z.string().nullable(),
      impressions: z.number().nullable(),
      reach: z.number().nullable(),
      clicks: z.number().nullable(),
      spend: z.number().nullable(),
    })
    .nullable(),
  figuresReadAt: z.string().nullable(),
  /** Why they could not be read just now. */
  figuresProblem: z.string().nullable(),
});

export const PostAdView = z.object({
  /** Null: nothing to offer. Ads are off, the platform makes none, or the post is not out. */
  offer: z
    .object({
      /** What people call the place where it is started. */
      where: z.string(),
      mayCreate: z.boolean(),
      /** Why it can't be made now, and what to do. */
      refusal: z.string().nullable(),
      /** The account is what refuses: connecting it again lifts it. */
      reconnect: z.boolean(),
      /** Who an ad is for and who pays, unless somebody says otherwise. */
      party: z.string(),
    })
    .nullable(),
  ad: MadeAd.nullable(),
});
export type PostAdView = z.infer<typeof PostAdView>;
