import { z } from "zod";
import { isTimeZone } from "@/lib/domain/zones";

const minutes = (min: number, max: number) => {
  const range = `Give whole minutes from ${min} to ${max}.`;
  return z.number(range).int(range).min(min, range).max(max, range);
};
const variantsRange = "Give a number from 2 to 5.";

const rawDaysRange = "Give whole days from 30 to 3650, or leave it empty to keep all.";

const weight = z
  .number("Give a number from 0 to 100.")
  .min(0, "Give a number from 0 to 100.")
  .max(100, "Give a number from 0 to 100.");

/** What each count is worth to engagement. Views are 0 by default: they tell of reach, not of the copy. */
export const EngagementWeights = z
  .object({
    views: weight,
    likes: weight,
    comments: weight,
    shares: weight,
    clicks: weight,
    saves: weight,
    conversions: weight,
  })
  .refine(
    ({ views: _, ...rest }) => Object.values(rest).some((each) => each > 0),
    "Give at least one count besides views a weight above 0.",
  );
export type EngagementWeights = z.infer<typeof EngagementWeights>;

export const WorkspaceSettings = z.object({
  minGapMinutes: minutes(0, 720),
  lateAfterMinutes: minutes(5, 1440),
  variantsPerPlatform: z
    .number(variantsRange)
    .int(variantsRange)
    .min(2, variantsRange)
    .max(5, variantsRange),
  approvalRequired: z.boolean(),
  adsFromPosts: z.boolean(),
  engagementWeights: EngagementWeights,
  /** Single changes of counts are folded after so many days; null: never. */
  rawDays: z
    .number(rawDaysRange)
    .int(rawDaysRange)
    .min(30, rawDaysRange)
    .max(3650, rawDaysRange)
    .nullable(),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const UpdateWorkspace = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Name the workspace: usually one client or one brand.")
    .max(80, "Use at most 80 characters.")
    .optional(),
  timeZone: z
    .string()
    .refine(isTimeZone, "There is no such time zone. Choose one as Europe/Copenhagen.")
    .optional(),
  settings: WorkspaceSettings.partial().optional(),
  showSandbox: z.boolean().optional(),
});
export type UpdateWorkspace = z.infer<typeof UpdateWorkspace>;

export const WorkspaceView = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  settings: WorkspaceSettings,
  showSandbox: z.boolean(),
  allPaused: z.boolean(),
});
export type WorkspaceView = z.infer<typeof WorkspaceView>;

export const SearchQuery = z.object({ q: z.string().trim().max(100).default("") });

export const SearchHit = z.object({
  kind: z.enum(["campaign", "account"]),
  id: z.string(),
  label: z.string(),
  detail: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;
export const SearchResults = z.object({ items: z.array(SearchHit) });
export type SearchResults = z.infer<typeof SearchResults>;
