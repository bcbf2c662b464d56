"use client";

import { MegaphoneIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { MadeAd } from "@/components/posts/made-ad";
import { PostAdForm } from "@/components/posts/post-ad-form";
import { ReconnectLink } from "@/components/posts/reconnect-link";
import { useCreateAd, usePostAd } from "@/components/posts/use-post-ad";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { FieldError } from "@/components/ui/field";
import { Status } from "@/components/ui/status";
import type { PostAdView } from "@/lib/contracts/ads";
import type { PostDetail } from "@/lib/contracts/posts";

/** The ad that was made of a post, or the way to make one. Not there while ads are off. */
export function PostAd({ post }: { post: PostDetail }) {
  const { data } = usePostAd(post);
  if (!data || (!data.ad && !data.offer?.mayCreate)) return null;
  return (
    <section className="grid gap-3" aria-label="Ad" data-testid="post-ad">
      <h3 className="h">Ad</h3>
      <Standing post={post} view={data} />
    </section>
  );
}

type PartProps = { post: PostDetail; view: PostAdView };

function Standing({ post, view: { offer, ad } }: PartProps) {
  if (ad?.status === "created") return <MadeAd postId={post.id} ad={ad} />;
  if (ad?.status === "creating") return <Status tone="info">The ad is being made</Status>;
  return (
    <>
      {ad ? <Problem ad={ad} /> : null}
      {offer?.mayCreate ? <Way post={post} offer={offer} ad={ad} /> : null}
    </>
  );
}

function Problem({ ad }: { ad: NonNullable<PostAdView["ad"]> }) {
  return (
    <ErrorMessage title={ad.problem ?? "The ad was not made."}>
      {ad.status === "unknown"
        ? "Trying again looks for it first, so that nothing is made twice. Whatever exists is paused."
        : "Whatever exists of it is paused, and nothing is spent."}
    </ErrorMessage>
  );
}

type WayProps = {
  post: PostDetail;
  offer: NonNullable<PostAdView["offer"]>;
  ad: PostAdView["ad"];
};

function Way({ post, offer, ad }: WayProps) {
  const [open, setOpen] = useState(false);
  if (offer.refusal) {
    return (
      <div className="grid gap-2">
        <p className="t2">{offer.refusal}</p>
        {offer.reconnect ? (
          <div>
            <ReconnectLink post={post} onDone="Connected again" />
          </div>
        ) : null}
      </div>
    );
  }
  if (ad?.fixed === "plan") return <TryAgain postId={post.id} />;
  if (!open) {
    return (
      <div className="grid gap-2">
        <p className="t2">
          Show this post to more people. The ad is created paused: money is spent only after you
          start it in {offer.where}.
        </p>
        <div>
          <Button
            icon={<MegaphoneIcon className="i" />}
            onClick={() => setOpen(true)}
            data-testid="make-ad"
          >
            {ad ? "Try again…" : "Make an ad…"}
          </Button>
        </div>
      </div>
    );
  }
  return <PostAdForm post={post} offer={offer} ad={ad} onClose={() => setOpen(false)} />;
}

function TryAgain({ postId }: { postId: string }) {
  const { mutate, isPending, error } = useCreateAd(postId);
  return (
    <div className="grid gap-2">
      {error ? <FieldError>{error.message}</FieldError> : null}
      <div>
        <Button loading={isPending} onClick={() => mutate(undefined)} data-testid="retry-ad">
          Try again
        </Button>
      </div>
    </div>
  );
}
