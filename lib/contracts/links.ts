import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { isStorable, notStorable } from "@/lib/contracts/storable";
import { checkTemplate } from "@/lib/domain/link-tags";
import { isCode } from "@/lib/domain/short-links";
import { Platform } from "@/lib/platforms/platform";

const Template = z
  .string()
  .trim()
  .max(500, "Use at most 500 characters.")
  .refine(isStorable, notStorable)
  .superRefine((template, context) => {
    const message = checkTemplate(template);
    if (message) context.addIssue({ code: "custom", message });
  });

/** Without a campaign: the workspace's default. */
export const LinkSettingsQuery = z.object({ campaignId: Id.optional() });
export type LinkSettingsQuery = z.infer<typeof LinkSettingsQuery>;

/** What is left out stays as it is. */
export const UpdateLinkDefault = z.object({
  choice: z.enum(["on", "off"]).optional(),
  /** Null: the one that everything begins with. */
  template: Template.nullish(),
});

export const UpdateLinkSettings = z.object({
  campaignId: Id,
  /** `inherit`: as in the workspace. */
  choice: z.enum(["on", "off", "inherit"]).optional(),
  /** Null: the workspace's. */
  template: Template.nullish(),
});
export type UpdateLinkSettings = z.infer<typeof UpdateLinkSettings>;

export const LinkSettingsView = z.object({
  campaignId: z.string().nullable(),
  choice: z.enum(["on", "off", "inherit"]),
  /** What holds after all. */
  isOn: z.boolean(),
  template: z.string(),
  /** Whether the template is its own. */
  ownTemplate: z.boolean(),
  /** What holds in the workspace. */
  workspace: z.object({ isOn: z.boolean(), template: z.string() }),
  /** What short links begin with. */
  appUrl: z.string(),
  /** Why nobody outside could open one; then posts of real accounts go out as they stand. */
  unreachable: z.string().nullable(),
});
export type LinkSettingsView = z.infer<typeof LinkSettingsView>;

export const LinksQuery = z
  .object({ campaignId: Id.optional(), postId: Id.optional() })
  .refine((query) => query.campaignId || query.postId, {
    path: ["campaignId"],
    message: "Name a campaign or a post.",
  });
export type LinksQuery = z.infer<typeof LinksQuery>;

export const LinkView = z.object({
  code: z.string(),
  short: z.string(),
  url: z.string(),
  target: z.string(),
  postId: z.string(),
  platform: Platform,
  accountHandle: z.string(),
  variant: z.object({ letter: z.string(), label: z.string() }).nullable(),
  publishedAt: z.string().nullable(),
  clicks: z.number(),
  conversions: z.number(),
  value: z.number(),
  lastClickAt: z.string().nullable(),
  /** The post's clicks are the platform's own: these stand beside them. */
  platformCounts: z.boolean(),
});
export type LinkView = z.infer<typeof LinkView>;

export const LinkList = z.object({ items: z.array(LinkView), leftOut: z.number() });
export type LinkList = z.infer<typeof LinkList>;

/** Anybody can send in what a page may: less than what a token may say. */
export const MOST_WORTH_OF_PAGE = 10_000_000;

const worth = "Give what it is worth as a number from 0 to 100,000,000.";

const Code = z
  .string()
  .refine(isCode, "This is no code. Send what `bw` in the page’s address says.");

export const WithCode = z.object({ code: Code });

export const ReportConversion = z.object({
  /** Of the link that the visitor came by: the value of `bw` in the address they arrived at. */
  code: Code,
  id: z
    .string()
    .min(1, "Give each conversion an id, as an order’s number: the same id is counted once.")
    .max(200, "Use at most 200 characters.")
    .refine(isStorable, notStorable),
  value: z.number(worth).min(0, worth).max(100_000_000, worth).nullish(),
  /** The workspace's public key, from a browser. With a token it is left out. */
  key: z.string().max(100).refine(isStorable, notStorable).optional(),
});
export type ReportConversion = z.infer<typeof ReportConversion>;

/** To a token alone: a page is told nothing, so that nobody learns which ids there are. */
export const ConversionAnswer = z.object({ status: z.enum(["counted", "duplicate"]) });
export type ConversionAnswer = z.infer<typeof ConversionAnswer>;

export const ConversionsTakenBack = z.object({ removed: z.number() });
export type ConversionsTakenBack = z.infer<typeof ConversionsTakenBack>;

/** Null: no page may report conversions without a token. */
export const SnippetView = z.object({ key: z.string().nullable(), scriptUrl: z.string() });
export type SnippetView = z.infer<typeof SnippetView>;
