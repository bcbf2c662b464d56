"use client";

import { useState } from "react";
import { type Upload, uploadMedia } from "@/components/variants/upload";
import { detailOf } from "@/components/variants/use-variant-changes";
import type { VariantView } from "@/lib/contracts/campaigns";

export interface Sending {
  fileName: string;
  upload: Upload;
}

/** Changes of a saved variant's files, one after the other; each is told as soon as it is saved. */
export function useMediaWork(onSaved: (variant: VariantView) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [share, setShare] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const run = async (work: () => Promise<void>) => {
    setError(null);
    setBusy(true);
    await work().catch((failure: unknown) =>
      setError(detailOf(failure) ?? "The file was not taken. Try again."),
    );
    setBusy(false);
    setSending(null);
  };
  const sendAll = async (variantId: string, format: string, files: readonly File[]) => {
    for (const file of files) {
      setShare(0);
      const upload = uploadMedia(variantId, file, { format, onProgress: setShare });
      setSending({ fileName: file.name, upload });
      onSaved(await upload.done);
    }
  };
  return {
    sending,
    share,
    busy,
    error,
    change: (work: Promise<VariantView>) => void run(async () => onSaved(await work)),
    send: (variantId: string, format: string, files: readonly File[]) =>
      void run(() => sendAll(variantId, format, files)),
  };
}
