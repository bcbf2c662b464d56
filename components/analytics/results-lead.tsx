"use client";

import { useEffect, useRef, useState } from "react";
import { leadInWords } from "@/components/analytics/lead-words";
import { Lead } from "@/components/ui/lead";
import type { SummaryView } from "@/lib/contracts/analytics";

const quietMs = 30_000;

/** What is true now, in one sentence; spoken again when it changed, at most every half minute. */
export function ResultsLead({ summary }: { summary: SummaryView }) {
  const words = leadInWords(summary);
  return (
    <>
      <Lead>{words}</Lead>
      <Spoken words={words} />
    </>
  );
}

function Spoken({ words }: { words: string }) {
  const latest = useRef(words);
  const [said, setSaid] = useState("");
  useEffect(() => {
    latest.current = words;
  }, [words]);
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), quietMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="sr" role="status">
      {said}
    </p>
  );
}
