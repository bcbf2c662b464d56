import { ApiError, apiFetch } from "@/lib/api/fetcher";
import type { VariantView } from "@/lib/contracts/campaigns";
import { Problem } from "@/lib/contracts/common";

export interface Upload {
  done: Promise<VariantView>;
  cancel(): void;
}

/** By XMLHttpRequest, since fetch can't tell how much was sent. */
export function uploadMedia(
  variantId: string,
  file: File,
  onProgress: (share: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<VariantView>((resolve, reject) => {
    request.open("PUT", `/api/variants/${variantId}/media`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status < 300) return resolve(body as VariantView);
      reject(toError(body, "The file was not taken. Try again."));
    };
    request.onerror = () =>
      reject(toError(null, "The connection broke off while the file was sent. Try again."));
    request.onabort = () => reject(toError(null, "The upload was stopped."));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

export const removeMedia = (variantId: string) =>
  apiFetch<VariantView>(`/api/variants/${variantId}/media`, { method: "DELETE" });

export const attachSample = (variantId: string, kind: "image" | "video") =>
  apiFetch<VariantView>(`/api/variants/${variantId}/media/sample`, {
    method: "POST",
    body: { kind },
  });

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
