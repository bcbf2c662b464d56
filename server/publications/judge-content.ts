import type { PublishContent } from "@/lib/contracts/publish";
import { fillOptions } from "@/lib/domain/check-options";
import type { DraftIssue } from "@/lib/domain/draft-issue";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import type { PostContent } from "@/server/db/schema/posts";
import { type FieldError, isAppError } from "@/server/errors";
import { acceptFormat, acceptOptions } from "@/server/variants/accept-content";
import { checkContent } from "@/server/variants/check-content";
import { filesOf } from "@/server/variants/read-variant-media";
import type { Ground } from "./read-ground";

/** A part of the request that gives content, and where in it that stands. Later ones go before. */
export interface Layer {
  path: string;
  content: PublishContent;
  /** Taken before: its files were looked at then, and may be gone by now. */
  kept?: boolean;
}

export interface JudgedContent {
  content: PostContent;
  /** It names files that this workspace does not have: kept by no post, not even by a draft. */
  isForeign: boolean;
  errors: FieldError[];
  warnings: FieldError[];
}

const NO_SUCH_FILE = "This file is not in this workspace. Upload it here first.";
const UNCHECKED_ID = "00000000-0000-7000-8000-000000000000";

/** What an account would be given, frozen as it would go out, with all that its platform would say. */
export function judgeContent(
  ground: Ground,
  { workspaceId, platform }: { workspaceId: string; platform: Platform },
  layers: readonly Layer[],
): JudgedContent {
  const given: PublishContent = Object.assign({}, ...layers.map(({ content }) => content));
  const place = (field: string) => toPath(layers, field);
  const unknown = [
    ...refusedBy(() => acceptFormat(platform, given.format ?? null), place),
    ...refusedBy(() => acceptOptions(platform, given.options ?? {}), place),
  ];
  const format = findFormat(catalog[platform], given.format ?? null);
  const content: PostContent = {
    format: format.key,
    title: given.title || null,
    text: given.text ?? "",
    media: (given.media ?? []).map(({ mediaId, altText }) => ({
      mediaId,
      altText: altText || null,
    })),
    options: fillOptions(format.options, given.options ?? {}),
  };
  const files = filesOf({ workspaceId, media: content.media }, ground.files);
  const lost = files.flatMap((file, i) =>
    file ? [] : [{ path: `${place("media")}.${i}`, message: NO_SUCH_FILE }],
  );
  const isForeign = lost.length > 0 && !ownerOf(layers, "media")?.kept;
  const unfit = [...unknown, ...lost];
  if (unfit.length > 0) return { content, isForeign, errors: unfit, warnings: [] };
  const { bannedWords = [], maxLength = null } = ground.campaign?.brand ?? {};
  const row = { id: UNCHECKED_ID, ...content };
  const { issues } = checkContent(platform, row, files, { bannedWords, maxLength });
  const toField = (issue: DraftIssue): FieldError => ({
    path: placeOf(issue, place),
    message: issue.message,
  });
  return {
    ...{ content, isForeign },
    errors: issues.filter(({ severity }) => severity === "error").map(toField),
    warnings: issues.filter(({ severity }) => severity !== "error").map(toField),
  };
}

function refusedBy(accept: () => unknown, place: (field: string) => string): FieldError[] {
  try {
    accept();
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.fields.map(({ path, message }) => ({ path: place(path), message }));
  }
}

/** The last layer that names the field is the one to mend. */
function toPath(layers: readonly Layer[], field: string): string {
  const [name = field] = field.split(".");
  return `${ownerOf(layers, name)?.path ?? "content"}.${field}`;
}

const ownerOf = (layers: readonly Layer[], name: string): Layer | undefined =>
  layers.findLast(({ content }) => name in content) ?? layers[0];

function placeOf({ field, place: nth }: DraftIssue, place: (field: string) => string): string {
  if (field === "altText") return `${place("media")}.${nth ?? 0}.altText`;
  if (field === "media" && nth !== undefined) return `${place("media")}.${nth}`;
  return place(field);
}
