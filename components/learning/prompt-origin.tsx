import Link from "next/link";
import { madeWords } from "@/components/learning/prompt-words";
import { useZone } from "@/components/providers/zone";
import { AutoMark, HandMark } from "@/components/ui/auto-mark";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { PromptNode } from "@/lib/contracts/learning";

type PromptOriginProps = { prompt: PromptNode; onRead: (promptId: string) => void };

/** How, when, why and by whom a prompt was made. */
export function PromptOrigin({ prompt, onRead }: PromptOriginProps) {
  const zone = useZone();
  const { operator, why, citedPosts, parents, model, seed, createdAt } = prompt;
  return (
    <div className="grid gap-2">
      <p className="row wrap">
        {operator === "person" ? <HandMark>By hand</HandMark> : null}
        {operator === "seed" || operator === "person" ? null : <AutoMark>Bandwagon</AutoMark>}
        <Time at={createdAt} zone={zone} />
      </p>
      <p className="say [overflow-wrap:anywhere]">
        {madeWords(prompt)}
        {why ? ` ${why}` : ""}
      </p>
      {citedPosts.length > 0 ? (
        <p className="t2">
          Posts it was made from:{" "}
          {citedPosts.map((postId, place) => (
            <span key={postId}>
              {place > 0 ? ", " : ""}
              <Link href={`/posts/${postId}`} className="underline underline-offset-2">
                post {place + 1}
              </Link>
            </span>
          ))}
        </p>
      ) : null}
      {parents.length > 0 ? (
        <p className="row row-2 wrap">
          {parents.map(({ id, name }) => (
            <Button key={id} size="sm" onClick={() => onRead(id)}>
              Read parent {name}
            </Button>
          ))}
        </p>
      ) : null}
      {operator === "seed" || operator === "person" ? null : (
        <p className="t3 xs [overflow-wrap:anywhere]">
          {model ? `Written by ${model}` : "Made by rule, without a model"}. Seed {seed}.
        </p>
      )}
    </div>
  );
}
