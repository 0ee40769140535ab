import type { Reply } from '../../shared/contract.ts'
import { err, type Refusal } from '../../shared/result.ts'

/** Code `refused`; the refusal's own stable word goes into `detail.refusal`. */
export function refusalReply({ code, message, remedy }: Refusal): Reply<never> {
  return err({ code: 'refused', message, remedy, detail: { refusal: code } })
}

/** `what`: 'Run', 'Artifact', …: the message is `Run not found: <id>`. */
export function notFound(what: string, id: string): Reply<never> {
  return err({ code: 'not_found', message: `${what} not found: ${id}` })
}
