export const workspaceRoom = (id: string) => `workspace:${id}`;
export const userRoom = (id: string) => `user:${id}`;
export const campaignRoom = (id: string) => `campaign:${id}`;
/** All results of a workspace. */
export const resultsRoom = (workspaceId: string) => `results:${workspaceId}`;
