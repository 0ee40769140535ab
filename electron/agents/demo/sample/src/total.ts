import type { Expense } from './expense.ts'

/** The sum of all expenses, in cents. */
export function total(expenses: readonly Expense[]): number {
  return expenses.reduce((sum, expense) => sum + expense.cents, 0)
}
