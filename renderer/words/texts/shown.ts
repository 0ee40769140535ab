/** What may stand in a text. */
export type Shown = string | number
