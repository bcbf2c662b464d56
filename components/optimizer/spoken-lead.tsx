"use client";

import { useEffect, useRef, useState } from "react";

const EVERY_MS = 30_000;

/** Says what is true now to those who listen, when it changes, and at most every half minute. */
export function SpokenLead({ words }: { words: string }) {
  const [spoken, setSpoken] = useState("");
  const first = useRef(words);
  useEffect(() => {
    // What stood there from the start is read with the page.
    if (words === first.current) return;
    const timer = setTimeout(() => setSpoken(words), EVERY_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <p className="sr" role="status">
      {spoken}
    </p>
  );
}
