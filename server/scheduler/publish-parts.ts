import { openAccountSession, refreshAfter401 } from "@/server/accounts/open-session";
import { guardAdapters } from "@/server/limits/watch-platform";
import { openMedia } from "@/server/media/open-media";
import { chooseVariants } from "@/server/optimizer/choose-variant";
import { adapters } from "@/server/platforms/registry";
import type { ChooseVariants } from "@/server/posts/claimed-post";
import type { PublishParts } from "@/server/posts/publish-post";

export type AllParts = PublishParts & { choose: ChooseVariants };

/** How the running product publishes; tests and benchmarks hand in parts of their own. */
export const publishParts: AllParts = {
  adapters: guardAdapters(adapters),
  openSession: openAccountSession,
  reopenSession: refreshAfter401,
  openMedia,
  choose: chooseVariants,
};
