import { NeedsAttention, type StepContext } from './context.ts'

/** Before anything is started for a run: says what it is confined by where that is new, and pauses a run that requires more. */
export async function noteSandbox({ ports, store, run }: StepContext): Promise<void> {
  const { sentence, isSandboxed, refusal } = await ports.sandbox(run.config)
  if (refusal !== null) throw new NeedsAttention(`${refusal.message} ${refusal.remedy}`)
  store.transaction(() => {
    if (store.sandboxOf(run.id) === sentence) return
    store.noteSandbox(run.id, sentence)
    store.addEvent(run.id, 'system', 'sandbox_used', sentence, { isSandboxed })
  })
}
