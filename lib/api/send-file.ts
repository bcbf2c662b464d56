import { ApiError } from "@/lib/api/fetcher";
import { Problem } from "@/lib/contracts/common";

export interface Sending<T> {
  done: Promise<T>;
  cancel(): void;
}

export interface SendFile {
  method: "PUT" | "POST";
  path: string;
  file: File;
  /** From 0 to 1. */
  onProgress(share: number): void;
}

/** By XMLHttpRequest, since fetch can't tell how much was sent. `done` rejects with an ApiError. */
export function sendFile<T>({ method, path, file, onProgress }: SendFile): Sending<T> {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.open(method, path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status < 300) return resolve(body as T);
      reject(toError(body, "The file was not taken. Try again."));
    };
    request.onerror = () =>
      reject(toError(null, "The connection broke off while the file was sent. Try again."));
    request.onabort = () => reject(toError(null, "The upload was stopped."));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toError(body: unknown, fallback: string): ApiError {
  const problem = Problem.safeParse(body);
  if (problem.success) return new ApiError(problem.data);
  const [type, title] = ["urn:bandwagon:upload", "Not uploaded"];
  return new ApiError({ type, title, status: 0, detail: fallback, code: "upload", requestId: "" });
}
