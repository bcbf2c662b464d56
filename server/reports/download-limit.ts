import { AppError } from "@/server/errors";
import { type Limit, limitRate } from "@/server/http/rate-limit";

/** Of one workspace and process: a file may read everything there is. */
const STARTS: Limit = { max: 60, windowMs: 60_000 };
const AT_ONCE = 4;
/** One that nobody has read on for so long keeps the database from nothing, and holds up no other. */
const IDLE_MS = 60_000;

/** A file that is being written. */
export interface Download {
  /** More of it was asked for. */
  touch: () => void;
  end: () => void;
}

const running = new Map<string, Map<Download, number>>();

/** Begins a file for a workspace, which ends with its response. @throws AppError `too_many`. */
export async function limitDownloads(
  workspaceId: string,
  make: (download: Download) => Promise<Response>,
): Promise<Response> {
  limitRate(`download:${workspaceId}`, STARTS);
  const download = begin(workspaceId);
  try {
    return await make(download);
  } catch (error) {
    download.end();
    throw error;
  }
}

function begin(workspaceId: string): Download {
  const own = running.get(workspaceId) ?? new Map<Download, number>();
  const nowMs = Date.now();
  for (const [each, readAtMs] of own) if (nowMs - readAtMs > IDLE_MS) own.delete(each);
  if (own.size >= AT_ONCE) {
    throw new AppError(
      "too_many",
      `${AT_ONCE} files are being downloaded already. Wait until one is done, and try again.`,
      { retryAfterSeconds: 10 },
    );
  }
  const download: Download = {
    touch: () => {
      if (own.has(download)) own.set(download, Date.now());
    },
    end: () => {
      own.delete(download);
      if (own.size === 0 && running.get(workspaceId) === own) running.delete(workspaceId);
    },
  };
  own.set(download, nowMs);
  running.set(workspaceId, own);
  return download;
}
