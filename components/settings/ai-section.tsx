"use client";

import { CheckCircleIcon, WarningCircleIcon } from "@phosphor-icons/react/ssr";
import { useMutation, useQuery } from "@tanstack/react-query";
import { LoadError } from "@/components/settings/load-error";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AiTestView, AiView } from "@/lib/contracts/ai";

const CONNECT =
  "Set AI_BASE_URL, AI_MODEL and, if it needs one, AI_API_KEY in the server’s environment, and start it again. Any endpoint that speaks the OpenAI protocol will do.";

function wordsOf(ai: AiView): { title: string; more: string } {
  switch (ai.mode) {
    case "model":
      return {
        title: `${ai.model ?? "A model"} writes the variants`,
        more: `At ${ai.host ?? "the address in AI_BASE_URL"}, as set in the server’s environment.`,
      };
    case "sample":
      return {
        title: "The sample writer writes the variants",
        more: `It follows the brief by rule, without a model, and its texts are marked. ${CONNECT}`,
      };
    case "none":
      return { title: "Nothing writes the variants yet", more: CONNECT };
  }
}

export function AiSection({ canTest }: { canTest: boolean }) {
  const ai = useQuery({
    queryKey: queryKeys.ai(),
    queryFn: ({ signal }) => apiFetch<AiView>("/api/ai", { signal }),
  });
  const test = useMutation({
    mutationFn: () => apiFetch<AiTestView>("/api/ai/test", { method: "POST" }),
  });
  const words = ai.data ? wordsOf(ai.data) : null;
  return (
    <Section title="Writing model">
      {ai.isPending ? <SkeletonRows rows={2} /> : null}
      {ai.error ? (
        <LoadError what="The writing model" error={ai.error} onRetry={() => void ai.refetch()} />
      ) : null}
      {words ? (
        <div className="grid gap-2.5">
          <p className="finding">{words.title}</p>
          <p className="t2">{words.more}</p>
          {canTest ? (
            <div>
              <Button onClick={() => test.mutate()} loading={test.isPending}>
                Test connection
              </Button>
            </div>
          ) : null}
          <TestAnswer answer={test.data ?? failureOf(test.error)} />
        </div>
      ) : null}
    </Section>
  );
}

const failureOf = (error: Error | null): AiTestView | null =>
  error ? { ok: false, message: error.message } : null;

function TestAnswer({ answer }: { answer: AiTestView | null }) {
  const Mark = answer?.ok ? CheckCircleIcon : WarningCircleIcon;
  return (
    <p role="status" className="row items-start">
      {answer ? (
        <>
          <Mark
            className={answer.ok ? "i ok-c" : "i danger-c"}
            weight="fill"
            aria-label={answer.ok ? "It works" : "It does not work"}
          />
          <span>{answer.message}</span>
        </>
      ) : null}
    </p>
  );
}
