import Link from "next/link";
import type { VariantPrompt } from "@/lib/contracts/learning";

/** A person's share below this is no more than polish: the result is the prompt's. */
const POLISH = 0.2;

/** Which version of the channel's prompt wrote a variant, and how much of it is still its own. */
export function PromptLink({ prompt }: { prompt: VariantPrompt }) {
  const { id, name, channelId, humanEditShare: share } = prompt;
  const edited =
    share > POLISH ? `, ${Math.round(share * 100)}% rewritten since: its result counts less` : "";
  return (
    <p className="t3 xs px-3 pt-2.5">
      Written by prompt{" "}
      <Link
        href={`/learning/${channelId}?prompt=${id}`}
        className="underline underline-offset-2"
        aria-label={`Prompt ${name}: read it and see what it earns`}
      >
        {name}
      </Link>
      {edited}
    </p>
  );
}
