/** The same for every try of a delivery, so that a receiver can tell a repeat. */
export const toMessageId = (deliveryId: string): string => `msg_${deliveryId.replaceAll("-", "")}`;
