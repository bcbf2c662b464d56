import { FileIcon } from "@phosphor-icons/react/ssr";
import Image from "next/image";
import { AutoMark, HandMark } from "@/components/ui/auto-mark";
import type { PostDetail } from "@/lib/contracts/posts";
import type { MetricName } from "@/lib/platforms/entry";

/** Why this variant, in the sentence that was stored when it was chosen. */
export function PostReason({ decision }: { decision: PostDetail["decision"] }) {
  if (!decision) return null;
  return (
    <section className="grid gap-2" aria-label="Why it was chosen" data-testid="post-reason">
      <div>
        {decision.byPerson ? (
          <HandMark>by {decision.who}</HandMark>
        ) : decision.who === "Bandwagon" ? (
          <AutoMark>Chosen by Bandwagon</AutoMark>
        ) : null}
      </div>
      <p className="say">{decision.reason}</p>
    </section>
  );
}

const COUNTS: readonly [MetricName, string][] = [
  ["views", "Views"],
  ["likes", "Likes"],
  ["comments", "Comments"],
  ["shares", "Shares"],
  ["clicks", "Clicks"],
];

/** What has been counted so far; what can't be known is "n/a", never a zero. */
export function PostCounts({ counts }: { counts: PostDetail["counts"] }) {
  if (!counts) return null;
  return (
    <section aria-label="Results" data-testid="post-counts">
      <dl className="post-counts">
        {COUNTS.map(([name, label]) => (
          <div key={name}>
            <dt className="t3 xs">{label}</dt>
            <dd className="b">{counts[name]?.toLocaleString("en-GB") ?? "n/a"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function PostMedia({ media }: { media: PostDetail["media"] }) {
  if (media.length === 0) return null;
  return (
    <ul className="post-media" aria-label="Media">
      {media.map((file) => (
        <li key={file.id}>
          <MediaFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function MediaFile({ file }: { file: PostDetail["media"][number] }) {
  if (file.gone || file.kind === "document") {
    return (
      <span className="row t2">
        <FileIcon className="i" aria-hidden="true" />
        <span className="cut">{file.fileName}</span>
      </span>
    );
  }
  if (file.kind === "video") {
    return <video src={file.url} controls muted preload="metadata" aria-label={file.fileName} />;
  }
  return (
    <Image
      src={file.url}
      alt={file.altText ?? file.fileName}
      width={208}
      height={208}
      unoptimized
    />
  );
}
