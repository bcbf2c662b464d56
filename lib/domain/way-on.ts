import type { PostStatus } from "./post-status";

interface Stuck {
  status: PostStatus;
  problemCode: string | null;
  /** It belongs to a campaign, so that another variant may take its place. */
  hasVariants: boolean;
}

const FILE = /media|file|video|image|photo|blob|upload|duration|picture|frame_rate|mime/i;
const SAID_BEFORE = /duplicate|already/i;
const LIMIT = /limit|cap|quota|credits/i;
const LATE = /too_late|http_\d|connection|timeout|dns|unavailable|no_adapter|not_prepared/i;
const RULES = /policy|refused|banned|account/i;

/** What a person does about a post that is not simply out; null: nothing is in its way. */
export function wayOn(post: Stuck, platform: string): string | null {
  switch (post.status) {
    case "queued":
      return post.problemCode ? "There is nothing to do: it goes out by itself." : null;
    case "pending":
      return "There is nothing to do: Bandwagon looks again until it is out.";
    case "unknown":
      return `There is nothing to do yet: Bandwagon looks on ${platform} before anything is sent again.`;
    case "blocked":
      return "The post goes out by itself once the account is connected again.";
    case "parked":
      return `Look on ${platform}, then say below whether it is there.`;
    case "failed":
      return mend(post, platform);
    default:
      return null;
  }
}

function mend({ problemCode, hasVariants }: Stuck, platform: string): string {
  const code = problemCode ?? "";
  const isFile = FILE.test(code);
  if (LIMIT.test(code))
    return "Nothing of it is out. Try again below once the limit is over, most often the next day.";
  if (!isFile && LATE.test(code)) return "Nothing of it is out. Try again below to send it now.";
  const again = hasVariants
    ? "choose that variant below, and try again."
    : "and send that as a new post: this one can’t be changed.";
  const what = hasVariants ? "the variant" : "the post";
  if (SAID_BEFORE.test(code))
    return `Leave it if the earlier post will do. Otherwise change the text of ${what}, ${again}`;
  if (isFile) return `Put another file into ${what}, ${again}`;
  if (RULES.test(code))
    return `See on ${platform} whether the account is in order. Otherwise change ${what} so that it keeps to the rules, ${again}`;
  return `Change what it names in ${what}, ${again}`;
}
