/** What failed, each thing by itself. */
export const failuresOf = (error: unknown): readonly unknown[] =>
  error instanceof AggregateError ? error.errors : [error]

/** Of things that were each tried by themselves, what failed: thrown after the others, one as it was, several as an `AggregateError`. */
export function throwFailures(failures: readonly unknown[]): void {
  if (failures.length === 1) throw failures[0]
  if (failures.length > 1) throw new AggregateError(failures, failures.map(textOf).join('\n'))
}

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
