import { ArrowSquareOutIcon } from "@phosphor-icons/react/ssr";
import { titleOf } from "@/components/analytics/leader-words";
import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Time } from "@/components/ui/time";
import type { Leader } from "@/lib/contracts/analytics";
import { firstWords } from "@/lib/domain/report-words";
import { catalog } from "@/lib/platforms/catalog";

type LeaderProps = { leader: Leader; zone: string };

/** What it looked like and its first words, and below them whose it was and when it went out. */
export function LeaderPost({ leader, zone }: LeaderProps) {
  return (
    <span className="leader">
      <LeaderTile leader={leader} />
      <span className="leader-body">
        <LeaderText leader={leader} most={150} />
        <LeaderMeta leader={leader} zone={zone} isMarked={leader.mediaId !== null} />
      </span>
    </span>
  );
}

/** Its picture, or its platform where it has none: the words begin at one line. */
function LeaderTile({ leader: { mediaId, platform } }: Pick<LeaderProps, "leader">) {
  const picture = { backgroundImage: `url("/api/media/${mediaId}/thumbnail")` };
  return (
    <span className="leader-pic">
      <PlatformMark platform={platform} large />
      {mediaId ? <span style={picture} /> : null}
    </span>
  );
}

type LeaderTextProps = Pick<LeaderProps, "leader"> & {
  /** So many letters at most, cut between two words. */
  most: number;
};

export function LeaderText({ leader, most }: LeaderTextProps) {
  const title = firstWords(leader.title ?? "", most);
  const text = firstWords(leader.text, Math.max(40, most - title.length));
  return (
    <span className="leader-words">
      {title && text && !text.startsWith(title) ? (
        <>
          <b className="b">{title}</b> <span className="t2">{text}</span>
        </>
      ) : (
        text || title || titleOf(leader)
      )}
    </span>
  );
}

/** `isMarked`: its platform is not beside it already. */
export function LeaderMeta({ leader, zone, isMarked }: LeaderProps & { isMarked: boolean }) {
  const { platform, accountHandle, variant, publishedAt } = leader;
  const { label } = catalog[platform];
  return (
    <span className="leader-meta">
      {isMarked ? <PlatformMark platform={platform} label={label} /> : <span>{label}</span>}
      <span className="cut" title={accountHandle}>
        {accountHandle}
      </span>
      {variant ? (
        <span className="row nw" title={variant.label}>
          <Arm letter={variant.letter} />
          <span className="sr">{variant.label}</span>
        </span>
      ) : null}
      <Time at={publishedAt} zone={zone} format="date" />
    </span>
  );
}

/** To the post at its platform. */
export function LeaderLink({ leader }: Pick<LeaderProps, "leader">) {
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
