/** Expected failures are values; bugs are exceptions. Plain objects, because they cross process boundaries. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** What a person is told when something is refused: what happened, where, and what to do next. */
export interface Refusal {
  /** Stable word for scripts and tests, snake_case. */
  readonly code: string
  readonly message: string
  readonly remedy: string
}

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
