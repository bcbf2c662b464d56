"use client";

import { useState } from "react";
import { ComposeSheet } from "@/components/composer/compose-sheet";
import { pushAddress } from "@/components/layout/address";
import { PostsPage } from "@/components/posts/posts-page";

/** To the list where the new post stands, whatever was shown before. */
function showList(when: "now" | "at" | "draft") {
  pushAddress(when === "now" ? "/posts" : "/posts?when=coming");
}

export function PostsScreen({ canWrite }: { canWrite: boolean }) {
  const [composing, setComposing] = useState(false);
  return (
    <PostsPage canWrite={canWrite} onCompose={() => setComposing(true)}>
      {composing ? <ComposeSheet onClose={() => setComposing(false)} onTaken={showList} /> : null}
    </PostsPage>
  );
}
