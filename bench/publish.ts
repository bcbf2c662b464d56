import { measurePosts } from "./support/measure-posts";

/** One publishing pass over very many due posts. */
await measurePosts({ name: "publish", warmUp: 400, posts: 10_000 });
