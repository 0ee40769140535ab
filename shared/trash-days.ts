/** How long a removed run can be put back. */
export const TRASH_DAYS = 14
