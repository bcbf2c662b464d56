"use client";

import { LinkSimpleIcon, UploadSimpleIcon } from "@phosphor-icons/react/ssr";
import { useRef, useState } from "react";
import { Banner } from "@/components/layout/banner";
import { TopBar } from "@/components/layout/top-bar";
import { ImportSheet } from "@/components/media/import-sheet";
import { MediaResults } from "@/components/media/media-results";
import { UploadList } from "@/components/media/upload-list";
import { useArrivingFiles } from "@/components/media/use-arriving-files";
import { useMediaSummary } from "@/components/media/use-media";
import { useUploads } from "@/components/media/use-uploads";
import { Button } from "@/components/ui/button";
import { Lead } from "@/components/ui/lead";
import type { MediaSummary } from "@/lib/contracts/media";
import { writeBytes } from "@/lib/domain/file-facts";

const ACCEPT =
  "image/jpeg,image/png,image/webp,image/gif,video/mp4,video/quicktime,video/3gpp,application/pdf";

export function MediaPage({ canWrite }: { canWrite: boolean }) {
  const [importing, setImporting] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads();
  const summary = useMediaSummary().data;
  const hovering = useArrivingFiles(canWrite ? uploads.add : null);
  const choose = () => input.current?.click();
  const upload = {
    ...{ label: "Upload files", onClick: choose },
    icon: <UploadSimpleIcon className="i" aria-hidden="true" />,
  };
  const fromAddress = (iconOnly: boolean) => (
    <Button
      iconOnly={iconOnly}
      icon={<LinkSimpleIcon className="i" aria-hidden="true" />}
      aria-label="Add from an address"
      onClick={() => setImporting(true)}
    >
      {iconOnly ? null : "Add from an address"}
    </Button>
  );
  return (
    <>
      <TopBar
        title="Media"
        {...(canWrite
          ? { primary: upload, actions: fromAddress(false), phoneActions: fromAddress(true) }
          : {})}
      />
      <Unreachable problem={summary?.unreachable ?? null} />
      <Lead>{toLead(summary)}</Lead>
      <UploadList transfers={uploads.transfers} said={uploads.said} onDrop={uploads.drop} />
      <MediaResults canWrite={canWrite} onChoose={choose} />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label="Choose files"
        accept={ACCEPT}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          uploads.add(files);
        }}
      />
      {hovering ? (
        <div className="asset-drop">
          <p className="finding">Drop files to add them to the library</p>
        </div>
      ) : null}
      {importing ? <ImportSheet onClose={() => setImporting(false)} /> : null}
    </>
  );
}

function toLead(summary: MediaSummary | undefined): string {
  if (!summary) return "Your files";
  const { files, bytes, quotaBytes } = summary;
  if (files === 0) return "No file yet. What you add here can go into any variant.";
  const held = `${files.toLocaleString("en-GB")} ${files === 1 ? "file" : "files"}`;
  return `${held}, ${writeBytes(bytes)} of ${writeBytes(quotaBytes)}.`;
}

function Unreachable({ problem }: { problem: MediaSummary["unreachable"] }) {
  if (!problem) return null;
  const names = problem.platforms.join(", ").replace(/, ([^,]*)$/, " and $1");
  const verb = problem.platforms.length === 1 ? "fetches" : "fetch";
  return (
    <Banner tone="warn" title={`${names} can’t reach this server.`}>
      {names} {verb} images and videos from here, but {problem.reason}. Set APP_URL to a public
      https address and start again.
    </Banner>
  );
}
