import { ArrowSquareOutIcon } from "@phosphor-icons/react/ssr";
import { titleOf } from "@/components/analytics/leader-words";
import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { Leader } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

/** A small picture of it and its first words. */
export function LeaderPost({ leader }: { leader: Leader }) {
  const { mediaId } = leader;
  const picture = mediaId ? { backgroundImage: `url("/api/media/${mediaId}/thumbnail")` } : null;
  return (
    <span className="leader">
      {picture ? <span className="leader-pic" style={picture} /> : null}
      <span className="leader-words">{titleOf(leader)}</span>
    </span>
  );
}

export function LeaderAccount({ leader }: { leader: Leader }) {
  return (
    <span className="row nw">
      <PlatformMark platform={leader.platform} label={catalog[leader.platform].label} />
      <span className="cut leader-handle" title={leader.accountHandle}>
        {leader.accountHandle}
      </span>
    </span>
  );
}

export function LeaderVariant({ variant }: Pick<Leader, "variant">) {
  if (!variant) return <span className="t3">Its own text</span>;
  return (
    <span className="row nw" title={variant.label}>
      <Arm letter={variant.letter} />
      <span className="sr">{variant.label}</span>
    </span>
  );
}

/** To the post at its platform. */
export function LeaderLink({ leader }: { leader: Leader }) {
  if (!leader.permalink) return null;
  const label = `Open on ${catalog[leader.platform].label}`;
  return (
    <a
      className="leader-link"
      href={leader.permalink}
      target="_blank"
      rel="noreferrer"
      aria-label={`${label}: ${titleOf(leader).slice(0, 60)}`}
      title={label}
    >
      <ArrowSquareOutIcon className="i" aria-hidden="true" />
    </a>
  );
}
