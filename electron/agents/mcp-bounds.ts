/** What a server may take and send until its tools are known. */
export interface McpLimits {
  answerMs: number
  bytes: number
  tools: number
}
export const MCP_LIMITS: McpLimits = { answerMs: 10_000, bytes: 1024 * 1024, tools: 500 }

/** Watches one server: aborted when its time is up, when it has sent too much, or when nobody wants to know any more. */
export interface McpBounds {
  readonly limits: McpLimits
  readonly signal: AbortSignal
  /** Counts what the server sent; false once that is too much. */
  take(bytes: number): boolean
  /** Why it was aborted, for people; null: it was not. */
  problem(): string | null
  /** The watch ends; nothing is aborted later. */
  release(): void
}

export function watchBounds(outer: AbortSignal, limits: McpLimits): McpBounds {
  const own = new AbortController()
  let problem: string | null = null
  let bytesLeft = limits.bytes
  const abort = (why: string): void => {
    problem ??= why
    own.abort()
  }
  const timer = setTimeout(() => abort(`did not tell its tools within ${limits.answerMs / 1_000} s`), limits.answerMs)
  const stop = (): void => abort('the run is being stopped')
  outer.addEventListener('abort', stop)
  if (outer.aborted) stop()
  return {
    limits,
    signal: own.signal,
    take(bytes) {
      bytesLeft -= bytes
      if (bytesLeft < 0) abort(`sent more than ${limits.bytes / 1024} KiB before its tools were known`)
      return bytesLeft >= 0
    },
    problem: () => problem,
    release() {
      clearTimeout(timer)
      outer.removeEventListener('abort', stop)
    },
  }
}
