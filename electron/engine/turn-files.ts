import type { TurnResult } from './agents-port.ts'
import type { StepContext } from './context.ts'
import type { TurnSpec } from './turn.ts'

/** What is said of every artifact of a turn. */
export function turnArtifact(runId: string, { role, task, attempt }: TurnSpec, turnId: string) {
  const ofTask = task && attempt ? { taskId: task.id, attemptNumber: attempt.attemptNumber } : {}
  return { runId, role, metadata: { turnId, ...ofTask } }
}

/** The prompt as it is sent; `brief`: what goes before it if the session is new. */
export async function keepPrompt(
  { ports, store, run }: StepContext,
  spec: TurnSpec,
  turnId: string,
  { prompt, brief }: { prompt: string; brief: string | null },
): Promise<void> {
  const content = brief === null ? prompt : `${brief}\n<!-- Above: only if the session is new. -->\n\n${prompt}`
  const file = { kind: 'prompt', extension: 'md', mime: 'text/markdown', content }
  const artifact = await ports.artifacts.write({ ...turnArtifact(run.id, spec, turnId), ...file })
  store.saveRoleFiles(run.id, spec.role, { promptPath: artifact.path })
}

/** What came back: response, error output and the raw exchange. */
export async function keepResult(
  { ports, store, run }: StepContext,
  spec: TurnSpec,
  turnId: string,
  { responseText, stderrTail }: TurnResult,
): Promise<void> {
  const common = turnArtifact(run.id, spec, turnId)
  if (responseText !== '') {
    const response = { kind: 'response', extension: 'md', mime: 'text/markdown', content: responseText }
    const artifact = await ports.artifacts.write({ ...common, ...response })
    store.saveRoleFiles(run.id, spec.role, { responsePath: artifact.path })
  }
  if (stderrTail !== '') {
    const log = { kind: 'stderr_log', extension: 'log', mime: 'text/plain', content: stderrTail }
    await ports.artifacts.write({ ...common, ...log })
  }
  const file = ports.turnTranscriptFile(run.id, turnId)
  const transcript = { ...common, kind: 'transcript', file, mime: 'application/jsonl' }
  const kept = await ports.artifacts.adopt(transcript)
  if (kept.ok) return
  // What an agent put in its place is not taken in, and not followed; the turn itself is over.
  const payload = { turnId, kind: transcript.kind, file }
  store.addEvent(run.id, 'system', 'artifact_refused', `The transcript is not kept: ${kept.error}`, payload)
}
