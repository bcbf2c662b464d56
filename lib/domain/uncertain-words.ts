/** Why a post waits for a person who looks: the same sentence wherever it is shown. */
export const uncertainWords = (platform: string) =>
  `We sent it, but ${platform} never told us what became of it. Look there: nothing more is sent until you say.`;
