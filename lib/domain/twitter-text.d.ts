declare module "twitter-text" {
  interface ParsedTweet {
    weightedLength: number;
    valid: boolean;
  }
  const twitterText: { parseTweet(text: string): ParsedTweet };
  export = twitterText;
}
