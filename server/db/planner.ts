/**
 * What a page fetched by its key costs beside one read in order. PostgreSQL's default is for turning
 * disks; ours are in memory or on flash, and with it a table without statistics is read whole.
 */
export const RANDOM_PAGE_COST = 1.1;
