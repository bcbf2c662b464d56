"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { PublishAnswer, PublishRequest } from "@/lib/contracts/publish";

/** Sends the post. A second try of the same one after a lost answer makes no second post. */
export function useCompose() {
  const client = useQueryClient();
  const last = useRef({ body: "", key: "" });
  return useMutation({
    mutationFn: (request: PublishRequest) => {
      const body = JSON.stringify(request);
      if (last.current.body !== body) last.current = { body, key: crypto.randomUUID() };
      return apiFetch<PublishAnswer>("/api/posts/publish", {
        ...{ method: "POST", body: request, idempotencyKey: last.current.key },
      });
    },
    onSuccess: () => {
      // What is written again after this is another post.
      last.current = { body: "", key: "" };
    },
    onSettled: () =>
      Promise.all(
        [queryKeys.posts(), queryKeys.calendar(), queryKeys.overview()].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
