import { useZone } from "@/components/providers/zone";
import { armColor } from "@/components/ui/arm";
import { Figure } from "@/components/ui/figure";
import { Time } from "@/components/ui/time";
import { formatInZone } from "@/components/ui/zoned-format";
import type { OptimizerPanel, RollMark } from "@/lib/contracts/optimizer";

const ON_A_SCREEN = 56;
const ON_A_PHONE = 26;
/** From this many on, that they are all the same says more than how many were to learn. */
const A_RUN = 6;

/** The roll: one mark for each post, a row for each variant. */
export function RollFigure({ panel }: { panel: OptimizerPanel }) {
  const { roll } = panel;
  return (
    <Figure
      finding={toFinding(roll)}
      unit="One mark for each post, oldest first. Hollow: posted to learn"
    >
      {roll.length === 0 ? null : (
        <>
          <div className="d-only">
            <Roll panel={panel} marks={roll.slice(-ON_A_SCREEN)} />
          </div>
          <div className="m-only">
            <Roll panel={panel} marks={roll.slice(-ON_A_PHONE)} />
          </div>
        </>
      )}
    </Figure>
  );
}

function toFinding(roll: readonly RollMark[]): string {
  const last = roll.at(-1);
  if (!last) return "No post has gone out yet";
  const run = roll.length - 1 - roll.findLastIndex((mark) => mark.letter !== last.letter);
  if (run >= A_RUN) return `The last ${run} posts were all ${last.letter}`;
  const learnt = roll.filter((mark) => mark.hollow).length;
  const posts = `${roll.length} ${roll.length === 1 ? "post" : "posts"}`;
  return `${posts}, ${learnt === 0 ? "none" : learnt} of them to learn`;
}

function Roll({ panel, marks }: { panel: OptimizerPanel; marks: readonly RollMark[] }) {
  const zone = useZone();
  // A row stays when its last post leaves what a phone shows.
  const used = new Set(panel.roll.map((mark) => mark.letter));
  const letters = panel.arms.map((arm) => arm.letter).filter((each) => used.has(each));
  const rows = letters.length > 0 ? letters : [...used].toSorted();
  const columns = `20px repeat(${marks.length}, minmax(0, 14px))`;
  const [first, last] = [marks[0], marks.at(-1)];
  const words = `Which variant was posted, post by post: ${marks.map((mark) => mark.letter).join(", ")}`;
  return (
    <>
      <div
        role="img"
        aria-label={words}
        style={{ display: "grid", gridTemplateColumns: columns, rowGap: 3 }}
      >
        {rows.map((letter, row) => (
          <RollRow key={letter} letter={letter} row={row + 1} />
        ))}
        {marks.map((mark, i) => (
          <span
            key={mark.postId}
            title={`${mark.letter}, ${formatInZone(mark.at, zone, "date-time")}`}
            style={{
              gridColumn: i + 2,
              gridRow: rows.indexOf(mark.letter) + 1,
              height: 13,
              margin: "1px 10%",
              borderRadius: 2,
              background: mark.hollow ? "var(--surface)" : armColor(mark.letter),
              boxShadow: `inset 0 0 0 1.6px ${armColor(mark.letter)}`,
            }}
          />
        ))}
      </div>
      <p className="row t3 xxs" style={{ marginTop: 6, paddingLeft: 20 }}>
        {first ? <Time at={first.at} zone={zone} format="day" /> : null}
        {last && marks.length > 8 ? (
          <span>
            to <Time at={last.at} zone={zone} format="day" />
          </span>
        ) : null}
      </p>
    </>
  );
}

function RollRow({ letter, row }: { letter: string; row: number }) {
  const line = "linear-gradient(var(--line-soft), var(--line-soft)) center / 100% 1px no-repeat";
  return (
    <>
      <b className="xxs b" style={{ gridColumn: 1, gridRow: row }}>
        {letter}
      </b>
      <span style={{ gridColumn: "2 / -1", gridRow: row, background: line }} />
    </>
  );
}
