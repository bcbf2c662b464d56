"use client";

import { useEffect, useRef, useState } from "react";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Files that are dropped anywhere on the page, or pasted. Answers whether some hover over it now. */
export function useArrivingFiles(onFiles: ((files: File[]) => void) | null): boolean {
  const [hovering, setHovering] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!take.current || !carriesFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    // Between two elements a drag leaves one and enters the next; outside the window there is none.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent) => {
      setHovering(false);
      if (!take.current || !carriesFiles(event)) return;
      event.preventDefault();
      hand(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      if ((event.clipboardData?.files.length ?? 0) === 0) return;
      event.preventDefault();
      hand(event.clipboardData);
    };
    const hand = (data: DataTransfer | null) => {
      const files = [...(data?.files ?? [])];
      if (files.length > 0) take.current?.(files);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, []);
  return hovering;
}
