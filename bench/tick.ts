import { tick } from "@/server/scheduler/tick";
import { measurePosts } from "./support/measure-posts";

/** One tick and one publishing pass over many due posts. */
await measurePosts({
  name: "tick",
  warmUp: 200,
  posts: 2000,
  before: ({ runtime }) => tick(runtime),
});
