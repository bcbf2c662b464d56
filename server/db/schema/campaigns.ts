import { bigint, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { at, createdAt, id, updatedAt } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

export interface Brand {
  tone: string;
  bannedWords: string[];
  /** Characters; null leaves the platform's own limit. */
  maxLength: number | null;
}

export interface MediaAdvice {
  kind: "image" | "video" | "none";
  aspectRatio: string;
  show: string;
  altText: string;
}

export const campaigns = pgTable(
  "campaigns",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    brief: text("brief").notNull(),
    objective: text("objective", { enum: ["reach", "engagement", "ctr"] }).notNull(),
    platforms: text("platforms").array().notNull(),
    brand: jsonb("brand").$type<Brand>().notNull(),
    variantsPerPlatform: integer("variants_per_platform").notNull(),
    status: text("status", { enum: ["draft", "active", "paused", "completed"] })
      .notNull()
      .default("draft"),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: at("deleted_at"),
  },
  (t) => [index("campaigns_workspace_idx").on(t.workspaceId, t.createdAt)],
);

/** Progress of writing for one platform of a campaign. */
export const generations = pgTable(
  "generations",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    platform: text("platform").notNull(),
    /** When set, this one variant is written anew. */
    variantId: uuid("variant_id"),
    count: integer("count").notNull(),
    status: text("status", { enum: ["queued", "writing", "checking", "done", "failed"] })
      .notNull()
      .default("queued"),
    error: text("error"),
    model: text("model"),
    promptTokens: integer("prompt_tokens").notNull().default(0),
    completionTokens: integer("completion_tokens").notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("generations_campaign_idx").on(t.campaignId, t.platform)],
);

export const mediaAssets = pgTable("media_assets", {
  id: id(),
  workspaceId: uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  kind: text("kind", { enum: ["image", "video"] }).notNull(),
  mimeType: text("mime_type").notNull(),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  sha256: text("sha256").notNull(),
  /** Path below DATA_DIR/media; opaque, never made from a person's file name. */
  storageKey: text("storage_key").notNull(),
  fileName: text("file_name").notNull(),
  createdBy: uuid("created_by"),
  createdAt: createdAt(),
});

export const variants = pgTable(
  "variants",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    platform: text("platform").notNull(),
    /** Place among the platform's variants; gives the letter and colour, never reused. */
    ordinal: integer("ordinal").notNull(),
    label: text("label").notNull(),
    title: text("title"),
    text: text("text").notNull(),
    mediaAdvice: jsonb("media_advice").$type<MediaAdvice>(),
    mediaId: uuid("media_id").references(() => mediaAssets.id, { onDelete: "set null" }),
    altText: text("alt_text"),
    source: text("source", { enum: ["model", "sample", "person"] }).notNull(),
    model: text("model"),
    promptVersion: text("prompt_version"),
    promptTokens: integer("prompt_tokens").notNull().default(0),
    completionTokens: integer("completion_tokens").notNull().default(0),
    contentHash: text("content_hash").notNull(),
    approvedHash: text("approved_hash"),
    approvedBy: uuid("approved_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    unique("variants_ordinal_key").on(t.campaignId, t.platform, t.ordinal),
    index("variants_campaign_idx").on(t.campaignId, t.platform),
  ],
);
