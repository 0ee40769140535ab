/** One payment that somebody made for the whole group. */
export interface Expense {
  /** Such as 2026-05-01. */
  day: string
  payer: string
  what: string
  /** Whole cents, so that sums are exact. */
  cents: number
}
