"use client";

import { useRef, useState } from "react";
import { detailOf, useRefreshMedia } from "@/components/media/use-media";
import { sendFile } from "@/lib/api/send-file";
import type { MediaItem } from "@/lib/contracts/media";

export interface Transfer {
  id: number;
  name: string;
  share: number;
  /** Null while it waits. */
  cancel: (() => void) | null;
  error: string | null;
}

/** Files on their way to the library, one after the other; those that failed stay until taken away. */
export function useUploads() {
  const [transfers, setTransfers] = useState<Transfer[]>([]);
  const [said, setSaid] = useState("");
  const queue = useRef<Promise<void>>(Promise.resolve());
  const count = useRef(0);
  const refresh = useRefreshMedia();

  const change = (id: number, part: Partial<Transfer>) =>
    setTransfers((list) => list.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const drop = (id: number) => setTransfers((list) => list.filter((each) => each.id !== id));
  const send = async (id: number, file: File) => {
    const onProgress = (share: number) => change(id, { share });
    const { done, cancel } = sendFile<MediaItem>({
      ...{ method: "POST", path: "/api/media", file, onProgress },
    });
    change(id, { cancel });
    try {
      const { fileName } = await done;
      drop(id);
      setSaid(`${fileName} is in the library.`);
      void refresh();
    } catch (error) {
      change(id, { error: detailOf(error) ?? "It was not taken. Try again.", cancel: null });
    }
  };
  const add = (files: readonly File[]) => {
    for (const file of files) {
      count.current += 1;
      const id = count.current;
      const waiting = { share: 0, cancel: null, error: null };
      setTransfers((list) => [...list, { id, name: file.name, ...waiting }]);
      queue.current = queue.current.then(() => send(id, file));
    }
  };
  return { transfers, said, add, drop };
}
