"use client";

import type { CSSProperties } from "react";
import { useZone } from "@/components/providers/zone";
import {
  type Block,
  conflictWords,
  gapWords,
  lookOf,
  textOf,
  willChoose,
} from "@/components/schedule/chip-look";
import { useMoving } from "@/components/schedule/moving";
import { Arm } from "@/components/ui/arm";
import { AutoMark } from "@/components/ui/auto-mark";
import { cx } from "@/components/ui/class-names";
import { PlatformMark } from "@/components/ui/platform-mark";
import { PostStatusIcon } from "@/components/ui/status";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

type BlockChipProps = {
  block: Block;
  /** One of several at a time: everything on one line. */
  line?: boolean;
  style?: CSSProperties;
};

/** One post, or several of an account that stand too close, bracketed in one box. */
export function BlockChip({ block, line, style }: BlockChipProps) {
  const [first, ...rest] = block.posts;
  if (!first) return null;
  if (rest.length === 0) return <PostChip post={first} line={line} style={style} />;
  return (
    <div className="chip clash" style={style}>
      {block.posts.map((post, index) => (
        <ClashPart key={post.id} post={post} line={line} before={block.posts[index - 1]} />
      ))}
    </div>
  );
}

type ClashPartProps = { post: PostView; line?: boolean; before?: PostView };

function ClashPart({ post, line, before }: ClashPartProps) {
  const gap = before ? new Date(post.dueAt).getTime() - new Date(before.dueAt).getTime() : null;
  return (
    <>
      {gap === null ? null : <span className="gap">{gapWords(gap / 60_000)}</span>}
      <ChipButton post={post} className="chip-part">
        <FirstLine post={post} line={line} />
        {line ? null : <span className="tx one">{textOf(post)}</span>}
      </ChipButton>
    </>
  );
}

type PostChipProps = { post: PostView; line?: boolean; style?: CSSProperties };

export function PostChip({ post, line, style }: PostChipProps) {
  const look = lookOf(post);
  return (
    <ChipButton
      post={post}
      className={cx("chip", line && "line", look.tone, post.conflict && "clash")}
      style={style}
    >
      <FirstLine post={post} line={line} />
      {line ? null : (
        <>
          <span className={cx("tx", (look.why || post.conflict) && "one")}>{textOf(post)}</span>
          <Why post={post} />
        </>
      )}
    </ChipButton>
  );
}

type RestChipProps = { count: number; style: CSSProperties; onOpen: () => void };

/** Those of a slot that have no room here. */
export function RestChip({ count, style, onOpen }: RestChipProps) {
  return (
    <button type="button" className="chip rest" style={style} onClick={onOpen}>
      +{count}
      <span className="sr"> more {count === 1 ? "post" : "posts"}, open the day</span>
    </button>
  );
}

function Why({ post }: { post: PostView }) {
  const { tone, why } = lookOf(post);
  if (post.conflict) return <span className="why">{conflictWords(post.conflict)}</span>;
  if (!why) return null;
  if (tone === "held") return <span className="why b">{why}</span>;
  return <span className={cx("why", tone === "wait" && "warn-c b")}>{why}</span>;
}

/** One line, for the cells of a month. */
export function MiniChip({ post }: { post: PostView }) {
  const look = lookOf(post);
  return (
    <ChipButton post={post} className={cx("chip mini", look.tone, post.conflict && "clash")}>
      <FirstLine post={post} short />
    </ChipButton>
  );
}

type ChipButtonProps = {
  post: PostView;
  className: string;
  style?: CSSProperties;
  children: React.ReactNode;
};

function ChipButton({ post, className, style, children }: ChipButtonProps) {
  const zone = useZone();
  const { moving, canMove, chipProps } = useMoving();
  const leaving = moving?.post.id === post.id;
  return (
    <button
      type="button"
      className={cx(className, canMove(post) && "carries", leaving && "leaving")}
      style={style}
      data-testid="chip"
      data-post={post.id}
      data-status={post.status}
      aria-keyshortcuts={canMove(post) ? "M" : undefined}
      {...chipProps(post)}
    >
      <span className="sr">{nameOf(post, zone)}</span>
      <span className="contents" aria-hidden="true">
        {children}
      </span>
    </button>
  );
}

/** The whole chip in words: what is seen in marks and colours is said here. */
export function nameOf(post: PostView, zone: string): string {
  const look = lookOf(post);
  const what = post.variant ? `variant ${post.variant.letter}` : null;
  return [
    `${catalog[post.platform].label}, ${post.accountHandle}`,
    formatInZone(post.dueAt, zone, "date-time"),
    willChoose(post) ? "Bandwagon will choose" : what,
    look.why ?? look.icon.replaceAll("_", " "),
    post.conflict ? conflictWords(post.conflict) : null,
    textOf(post).slice(0, 80),
  ]
    .filter(Boolean)
    .join(", ");
}

type FirstLineProps = {
  post: PostView;
  /** The text stands here too, as far as there is room. */
  line?: boolean;
  /** The wheel without its words. */
  short?: boolean;
};

function FirstLine({ post, line, short }: FirstLineProps) {
  const zone = useZone();
  const look = lookOf(post);
  return (
    <span className="r1">
      <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
      {formatInZone(post.dueAt, zone, "time")}
      {post.variant ? <Arm letter={post.variant.letter} /> : null}
      {line ? <span className="tx-in">{textOf(post)}</span> : null}
      {look.tone === "opt" ? (
        <Chooses short={short || line} />
      ) : (
        <PostStatusIcon status={look.icon} />
      )}
    </span>
  );
}

function Chooses({ short }: { short?: boolean }) {
  if (short) return <AutoMark only label="Will choose" />;
  return (
    <AutoMark>
      <span className="words">Will choose</span>
    </AutoMark>
  );
}

/** Where the post would land. */
export function GhostChip({
  post,
  at,
  style,
}: {
  post: PostView;
  at: Date;
  style?: CSSProperties;
}) {
  const zone = useZone();
  return (
    <div className={cx("chip ghost", !style && "mini")} style={style} aria-hidden="true">
      <span className="r1">
        <PlatformMark platform={post.platform} />
        {formatInZone(at, zone, "time")}
        {post.variant ? <Arm letter={post.variant.letter} /> : null}
      </span>
    </div>
  );
}
