import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Algorithm, WinnerMode } from "@/lib/domain/bandit/algorithm";
import type { EngagementWeights } from "@/lib/domain/bandit/engagement-weights";
import { at, createdAt, id, pauseColumns, updatedAt } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

export interface Brand {
  tone: string;
  bannedWords: string[];
  /** Characters; null leaves the platform's own limit. */
  maxLength: number | null;
}

export interface CampaignOptimizer {
  algorithm?: Algorithm;
  /** Share of choices left to chance. */
  floor?: number;
  winnerMode?: WinnerMode;
  /** Its own; without them the workspace's hold. */
  weights?: EngagementWeights;
}

/** One file of a variant, in the order in which they are shown. */
export interface VariantMedia {
  mediaId: string;
  altText: string | null;
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
    /** After this a late post is worse than none; null: as the workspace says. */
    lateAfterMinutes: integer("late_after_minutes"),
    /** Its own switch; the workspace's holds as well. */
    approvalRequired: boolean("approval_required").notNull().default(false),
    /** Small letters, each once. */
    tags: text("tags").array().notNull().default([]),
    /** How its variants are chosen; what is left out is as everywhere. */
    optimizer: jsonb("optimizer").$type<CampaignOptimizer>().notNull().default({}),
    status: text("status", { enum: ["draft", "active", "paused", "completed"] })
      .notNull()
      .default("draft"),
    /** Since when, and by whom, it is not active any more. */
    ...pauseColumns(),
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

export const mediaAssets = pgTable(
  "media_assets",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["image", "video", "document"] }).notNull(),
    mimeType: text("mime_type").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** Pixels as shown, and length; null where the file was not, or can't be, measured. */
    width: integer("width"),
    height: integer("height"),
    durationMs: integer("duration_ms"),
    /** Of a video's pictures, as "avc"; null for everything else. */
    codec: text("codec"),
    sha256: text("sha256").notNull(),
    /** Of the file as it was sent, before it was turned and stripped. */
    sourceSha256: text("source_sha256"),
    /** Where the store keeps it: opaque, never made from a person's file name. */
    storageKey: text("storage_key").notNull(),
    fileName: text("file_name").notNull(),
    /** What a variant's description begins with. */
    altText: text("alt_text"),
    /** The file that this one was cropped or converted from. */
    parentId: uuid("parent_id").references((): AnyPgColumn => mediaAssets.id, {
      onDelete: "set null",
    }),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    index("media_assets_workspace_idx").on(t.workspaceId, t.id),
    index("media_assets_sha256_idx").on(t.workspaceId, t.sha256),
    index("media_assets_source_idx").on(t.workspaceId, t.sourceSha256),
  ],
);

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
    /** A key of the platform's formats; null is its first. */
    format: text("format"),
    title: text("title"),
    text: text("text").notNull(),
    mediaAdvice: jsonb("media_advice").$type<MediaAdvice>(),
    /** A file that was deleted since stays listed and stops the variant from going out. */
    media: jsonb("media").$type<VariantMedia[]>().notNull().default([]),
    /** By the names of the format's option fields; what is left out is as the catalog begins. */
    options: jsonb("options").$type<Record<string, string>>().notNull().default({}),
    source: text("source", { enum: ["model", "sample", "person"] }).notNull(),
    model: text("model"),
    promptVersion: text("prompt_version"),
    /** The individual of a channel's population that wrote it; the rows of learning know the rest. */
    promptVersionId: uuid("prompt_version_id"),
    /** As the model wrote it, and when; null where nobody but a person did. */
    writtenText: text("written_text"),
    writtenAt: at("written_at"),
    /** Share of the text that people changed since, from 0 to 1. */
    humanEditShare: real("human_edit_share").notNull().default(0),
    promptTokens: integer("prompt_tokens").notNull().default(0),
    completionTokens: integer("completion_tokens").notNull().default(0),
    contentHash: text("content_hash").notNull(),
    approvedHash: text("approved_hash"),
    approvedBy: uuid("approved_by"),
    /** Who last wrote or edited it by hand; null: nobody did. */
    editedBy: text("edited_by"),
    /** locked: only this one is posted. excluded: never chosen. */
    optimizerRule: text("optimizer_rule", { enum: ["locked", "excluded"] }),
    ruledBy: uuid("ruled_by"),
    ruledAt: at("ruled_at"),
    /** A reviewer never wants to see this content posted, whether or not approval is asked. */
    rejectedHash: text("rejected_hash"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    unique("variants_ordinal_key").on(t.campaignId, t.platform, t.ordinal),
    index("variants_prompt_idx").on(t.promptVersionId).where(sql`prompt_version_id is not null`),
    index("variants_campaign_idx").on(t.campaignId, t.platform),
  ],
);
