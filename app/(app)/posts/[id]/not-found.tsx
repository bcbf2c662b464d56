import { TopBar } from "@/components/layout/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function PostNotFound() {
  return (
    <>
      <title>No such post · Bandwagon</title>
      <TopBar title="No such post" crumbs={[{ href: "/posts", label: "Posts" }]} />
      <section className="pad">
        <EmptyState
          title="There is no post at this address"
          action={
            <LinkButton href="/posts" variant="primary">
              See all posts
            </LinkButton>
          }
        >
          The link may be cut short, or the post belongs to a workspace you are not a member of.
        </EmptyState>
      </section>
    </>
  );
}
