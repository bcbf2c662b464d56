"use client";

import { useEffect, useRef, useState } from "react";
import { capital, inFigures, inPercent, inWords } from "@/components/analytics/figures-in-words";
import { Lead } from "@/components/ui/lead";
import type { SummaryView } from "@/lib/contracts/analytics";

const quietMs = 30_000;

/** What is true now, in one sentence; spoken again when it changed, at most every half minute. */
export function ResultsLead({ summary }: { summary: SummaryView }) {
  const words = leadWords(summary);
  return (
    <>
      <Lead>{words}</Lead>
      <Spoken words={words} />
    </>
  );
}

function leadWords({ totals, realPostsLeftOut }: SummaryView): string {
  const { posts, counts, rate } = totals;
  const leftOut = toLeftOut(realPostsLeftOut);
  if (posts === 0 && !counts.views) return `Nothing has been counted in this period.${leftOut}`;
  const out = `${capital(inWords(posts))} ${posts === 1 ? "post went" : "posts went"} out`;
  const views = Math.round(counts.views ?? 0);
  const seen = `${inFigures(views)} ${views === 1 ? "view" : "views"} came in`;
  const acted = rate.goal === "engagement" && rate.value !== null;
  return `${out} and ${seen}${acted ? `, ${inPercent(rate.value)} of them with an interaction` : ""}.${leftOut}`;
}

function toLeftOut(posts: number): string {
  if (posts === 0) return "";
  return ` ${posts} real ${posts === 1 ? "post is" : "posts are"} not counted here.`;
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
