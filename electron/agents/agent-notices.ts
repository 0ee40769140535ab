import { z } from 'zod'

/** Codex tells its provider's trouble beside the protocol: each try, and that a prompt has failed though it will "end its turn". */
const codexSchema = z.object({
  error: z
    .object({ message: z.string(), additionalDetails: z.string().nullish().catch(null), willRetry: z.literal(true) })
    .optional()
    .catch(undefined),
  threadStatus: z.object({ type: z.string() }).optional().catch(undefined),
})
const noticeSchema = z.object({ _meta: z.object({ codex: codexSchema }) })

const MAX_NOTICE_CHARACTERS = 2_000

export interface AgentNotice {
  /** Why the provider is tried again. */
  retrying?: string
  /** Whether the prompt has failed. */
  failed?: boolean
}

/** What a `session_info_update` tells of the provider; null if nothing. */
export function readAgentNotice(update: unknown): AgentNotice | null {
  const codex = noticeSchema.safeParse(update).data?._meta.codex
  if (codex === undefined) return null
  const { error, threadStatus } = codex
  const told = error === undefined ? null : [error.message, error.additionalDetails].filter(Boolean).join(' ')
  return {
    ...(told === null ? {} : { retrying: told.slice(0, MAX_NOTICE_CHARACTERS) }),
    ...(threadStatus === undefined ? {} : { failed: threadStatus.type === 'systemError' }),
  }
}
