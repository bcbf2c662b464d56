/** How an address is named where all may read it: its path often holds a secret. */
export const toHost = (url: string): string => URL.parse(url)?.host ?? url;
