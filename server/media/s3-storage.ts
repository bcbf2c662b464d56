import { stat } from "node:fs/promises";
import { readPart } from "@/server/media/read-part";
import { assertDone, callS3, readTag, type S3Call } from "@/server/media/s3-client";
import type { S3Settings } from "@/server/media/s3-settings";
import type { Storage } from "@/server/media/storage";
import type { EgressClient } from "@/server/platforms/http";

const MB = 1024 * 1024;
/** Above the least that a store takes for a part; one at a time is all that is held in memory. */
const PART_BYTES = 8 * MB;
const STREAM_BYTES = 2 * MB;

type Call = (call: S3Call) => ReturnType<typeof callS3>;

/** Objects in one bucket of any store that speaks S3. */
export function createS3Storage(settings: S3Settings, http: EgressClient): Storage {
  const call: Call = (given) => callS3(settings, http, given);
  const read = async (key: string, start: number, end: number): Promise<Uint8Array> => {
    if (end <= start) return new Uint8Array();
    const headers = { range: `bytes=${start}-${end - 1}` };
    const answer = await call({ method: "GET", key, headers, maxBytes: end - start + 64 * 1024 });
    const whole = answer.status === 200 && answer.bytes.byteLength > end - start;
    const part = whole ? answer.bytes.subarray(start, end) : answer.bytes;
    if (part.byteLength !== end - start) {
      throw new Error("a stored file is shorter than its record says");
    }
    return part;
  };
  return {
    async put(key, file, mimeType) {
      const { size } = await stat(file);
      const headers = { "content-type": mimeType };
      if (size > PART_BYTES) return putInParts(call, { key, file, size, headers });
      const body = await readPart(file, 0, size);
      await call({ method: "PUT", key, headers, body });
    },
    read,
    stream: (key, start, end) => streamParts(start, end, (from, to) => read(key, from, to)),
    async remove(key) {
      await call({ method: "DELETE", key });
    },
  };
}

interface LargeFile {
  key: string;
  file: string;
  size: number;
  headers: Record<string, string>;
}

/** Parts that were sent for nothing cost storage, so a failed upload is called off. */
async function putInParts(call: Call, { key, file, size, headers }: LargeFile): Promise<void> {
  const begun = await call({ method: "POST", key, query: { uploads: "" }, headers });
  const uploadId = readTag(begun.text(), "UploadId");
  if (!uploadId) throw new Error("the object store began an upload without naming it");
  try {
    const parts: string[] = [];
    for (let start = 0; start < size; start += PART_BYTES) {
      const body = await readPart(file, start, Math.min(size, start + PART_BYTES));
      const partNumber = String(parts.length + 1);
      const sent = await call({ method: "PUT", key, query: { partNumber, uploadId }, body });
      const etag = sent.headers.etag ?? "";
      parts.push(`<Part><PartNumber>${partNumber}</PartNumber><ETag>${etag}</ETag></Part>`);
    }
    const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
    assertDone(await call({ method: "POST", key, query: { uploadId }, body }));
  } catch (error) {
    await call({ method: "DELETE", key, query: { uploadId } }).catch(() => {});
    throw error;
  }
}

function streamParts(
  start: number,
  end: number,
  read: (from: number, to: number) => Promise<Uint8Array>,
): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at >= end) return controller.close();
        const part = await read(at, Math.min(end, at + STREAM_BYTES));
        at += part.byteLength;
        controller.enqueue(part);
      },
    },
    { highWaterMark: 0 },
  );
}
