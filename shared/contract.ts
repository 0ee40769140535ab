import { z } from 'zod'
import type { Result } from './result.ts'
import { RUN_STATUSES } from './words.ts'

/**
 * The typed boundary of docs/contracts.md, section 9: a new method is one entry here, and the compiler names the handler that is
 * missing. The renderer takes types only from this file, so that zod stays out of its bundle.
 */

/** One line of the list of runs. */
export const runRowSchema = z.strictObject({
  id: z.string(),
  goal: z.string(),
  repoPath: z.string(),
  status: z.enum(RUN_STATUSES),
  summary: z.string().nullable(),
  branch: z.string().nullable(),
  /** When a paused run continues by itself; null if it waits for nothing. */
  waitUntil: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type RunRow = z.infer<typeof runRowSchema>

export const contract = {
  'system.info': {
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      node: z.string(),
      sqlite: z.string(),
      /** Null where the host is no Electron. */
      electron: z.string().nullable(),
      platform: z.string(),
      /** The data folder. */
      home: z.string(),
    }),
  },
  'runs.list': {
    /** Newest first. `before`: the last run of the page above. */
    input: z.strictObject({ limit: z.int().min(1).max(500), before: z.uuid().optional() }),
    /** `next`: the `before` of the following page, null after the last. */
    output: z.strictObject({ rows: z.array(runRowSchema), next: z.string().nullable() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type MethodName = keyof typeof contract
export type Input<M extends MethodName> = z.input<(typeof contract)[M]['input']>
export type Output<M extends MethodName> = z.output<(typeof contract)[M]['output']>

export type RpcErrorCode =
  | 'bad_input'
  | 'not_found'
  | 'refused'
  | 'already_decided'
  | 'stale'
  | 'unavailable'
  | 'internal'

/** Errors cross the boundary as data: Electron would flatten them to a prefixed text. */
export interface RpcError {
  readonly code: RpcErrorCode
  readonly message: string
  readonly remedy?: string
  readonly detail?: unknown
}
export type Reply<T> = Result<T, RpcError>

/** What the main process implements. Input is parsed already. */
export type Handlers = {
  readonly [M in MethodName]: (
    input: z.output<(typeof contract)[M]['input']>,
  ) => Reply<Output<M>> | Promise<Reply<Output<M>>>
}

/** What the preload puts on `window.triptych`, and all that the renderer knows of the main process. */
export interface Client {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Reply<Output<M>>>
}
