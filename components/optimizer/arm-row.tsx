import type { CSSProperties, ReactNode } from "react";
import { ArmMenu } from "@/components/optimizer/arm-menu";
import {
  armSentence,
  postsInWords,
  showCount,
  showOdds,
  showRate,
  showShare,
  showWorth,
  standing,
} from "@/components/optimizer/figure-words";
import { Arm } from "@/components/ui/arm";
import { cx } from "@/components/ui/class-names";
import type { OptimizerArm, OptimizerPanel } from "@/lib/contracts/optimizer";

export const WIDE: CSSProperties = {
  display: "grid",
  gridTemplateColumns: "minmax(120px, 168px) minmax(0, 1fr) 60px 62px 72px 48px 28px",
  columnGap: 12,
  alignItems: "center",
};

export type RowProps = {
  panel: OptimizerPanel;
  arm: OptimizerArm;
  /** The rate of the one that leads. */
  top: number | null;
  canWrite: boolean;
  /** The drawing. */
  children: ReactNode;
};

const orDash = (value: number | null, show: (value: number) => string) =>
  value === null ? "–" : show(value);

/** Figures in columns at the right of the drawing. */
export function WideRow({ panel, arm, top, canWrite, children }: RowProps) {
  // Before there is enough to compare, odds are hardly more than what was guessed to begin with.
  const early = panel.winner.state === "early";
  return (
    <li style={WIDE} className="border-b border-line-soft">
      <Name arm={arm} place={standing(arm, top, panel.reward)} />
      {children}
      <span className="sr">{armSentence(arm, panel.reward)}</span>
      <b className={cx("num", early ? "m t3" : "b")} aria-hidden="true" style={{ fontSize: 15 }}>
        {orDash(arm.pBest, showOdds)}
      </b>
      <span className="num m" aria-hidden="true">
        {orDash(arm.expectedLoss, showShare)}
      </span>
      <span className="num m" aria-hidden="true">
        {showCount(arm.posts)}
        {arm.posts > 0 ? (
          <span className="t3 xs nw block">count as {showWorth(arm.effectivePosts)}</span>
        ) : null}
      </span>
      <span className="num m" aria-hidden="true">
        {arm.pending}
      </span>
      {canWrite ? <ArmMenu panel={panel} arm={arm} /> : <span />}
    </li>
  );
}

/** On a phone the figures stand above and below the drawing. */
export function NarrowRow({ panel, arm, top, canWrite, children }: RowProps) {
  const { pBest, expectedLoss } = arm;
  return (
    <li className="border-b border-line-soft" style={{ padding: "8px 0 6px" }}>
      <div className="row">
        <Name arm={arm} place={standing(arm, top, panel.reward)} />
        <span className="push row row-2 nw" aria-hidden="true">
          {arm.rate === null ? null : <b className="b">{showRate(panel.reward, arm.rate)}</b>}
          {pBest === null ? null : <span className="t2">odds {showOdds(pBest)}</span>}
        </span>
        {canWrite ? <ArmMenu panel={panel} arm={arm} /> : null}
      </div>
      <div style={{ padding: "0 8px" }}>{children}</div>
      <span className="sr">{armSentence(arm, panel.reward)}</span>
      <p className="t3 xs" aria-hidden="true">
        {postsInWords(arm)}
        {expectedLoss === null ? null : `. Alone it loses ${showShare(expectedLoss)} on average`}
      </p>
    </li>
  );
}

function Name({ arm, place }: { arm: OptimizerArm; place: string }) {
  return (
    <span className="row min-w-0" aria-hidden="true">
      <Arm letter={arm.letter} large />
      <span className="min-w-0">
        <span className="m cut block" title={arm.label}>
          {arm.label}
        </span>
        <span className="t3 xs block">{place}</span>
      </span>
    </span>
  );
}

export function WideHead({ children }: { children: ReactNode }) {
  return (
    <div style={{ ...WIDE, alignItems: "end" }} className="t3 xs" aria-hidden="true">
      <span />
      <span>{children}</span>
      <span className="num">Odds it’s best</span>
      <span className="num">Loses on average</span>
      <span className="num">Posts</span>
      <span className="num">Waiting</span>
      <span />
    </div>
  );
}
