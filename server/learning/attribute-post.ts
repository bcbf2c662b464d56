import { detectLanguage } from "@/lib/domain/brief-language";
import { editShare } from "@/lib/domain/edit-share";
import {
  DIRECTIVE_KEYS,
  DIRECTIVES,
  type Directives,
  levelsOf,
  SEED_DIRECTIVES,
} from "@/lib/domain/evolution/directives";
import { type Published, readPublished } from "@/lib/domain/evolution/read-published";

/** All that is known of a post that went out and of who wrote it. */
export interface PublishedPost {
  content: { title: string | null; text: string } | null;
  media: Published["media"];
  /** When it left: what was written later is not what it says. */
  leftAt: Date;
  brief: string | null;
  variant: {
    title: string | null;
    text: string;
    writtenText: string | null;
    writtenAt: Date | null;
  } | null;
  prompt: { directives: Directives } | null;
}

export interface Attribution {
  promptVersionId: string | null;
  editShare: number;
  directives: Partial<Directives>;
}

const said = ({ content, variant }: PublishedPost) => ({
  title: content?.title ?? variant?.title ?? null,
  text: content?.text ?? variant?.text ?? "",
});

/** Of the brief, which is written in; without one, of the text itself. */
export const languageOf = (post: PublishedPost): string =>
  detectLanguage(post.brief ?? said(post).text);

/**
 * Prompt → variant → post: who is to be credited with what this post earns in its channel.
 * @param creditedId the channel's own prompt that wrote it, or the equal of the one that did.
 */
export function attributePost(post: PublishedPost, creditedId: string | null): Attribution {
  const published = { ...said(post), media: post.media };
  const { variant, prompt } = post;
  // Written anew since it left: nobody knows any more what the model had written then.
  const isKept = variant?.writtenAt ? variant.writtenAt <= post.leftAt : false;
  if (!prompt || !isKept || variant?.writtenText == null)
    return { promptVersionId: null, editShare: 0, directives: readUntold(published) };
  return {
    promptVersionId: creditedId,
    editShare: editShare(variant.writtenText, published.text),
    directives: readPublished(prompt.directives, published),
  };
}

const OTHERS = Object.fromEntries(
  DIRECTIVE_KEYS.map((key) => [key, levelsOf(key).find((each) => each !== SEED_DIRECTIVES[key])]),
) as Directives;

/** Nothing was ordered, so only what the text itself shows: whatever order it is held against. */
function readUntold(published: Published): Partial<Directives> {
  const first = readPublished(SEED_DIRECTIVES, published);
  const second = readPublished(OTHERS, published);
  const shown = (Object.keys(DIRECTIVES) as (keyof Directives)[]).filter(
    (key) => first[key] !== undefined && first[key] === second[key],
  );
  return Object.fromEntries(shown.map((key) => [key, first[key]]));
}
