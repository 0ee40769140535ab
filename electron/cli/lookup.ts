import { checkpointFacts } from '../../shared/checkpoint-facts.ts'
import type { CheckpointRecord, GateRecord, RunRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { Store } from '../store/store.ts'
import { inertLine } from './inert-text.ts'
import { shortened } from './line.ts'

/** The one run whose id begins so. */
export function findRun(store: Store, prefix: string, program: string): Result<RunRecord, Refusal> {
  return onlyOne(store.findRunsByPrefix(prefix), prefix, {
    noun: 'run',
    list: `${program} runs`,
    describe: (run) => `${shortId(run.id)}… ${run.status}: ${shortened(inertLine(run.goal), 60)}`,
  })
}

/** The one gate whose id begins so, in whatever state. */
export function findGate(store: Store, prefix: string, program: string): Result<GateRecord, Refusal> {
  return onlyOne(store.findGatesByPrefix(prefix), prefix, {
    noun: 'gate',
    list: `${program} show <run>`,
    describe: (gate) => `${shortId(gate.id)}… ${gate.kind}, ${gate.state}, of run ${shortId(gate.runId)}`,
  })
}

/** The one checkpoint whose id begins so. */
export function findCheckpoint(store: Store, prefix: string, program: string): Result<CheckpointRecord, Refusal> {
  return onlyOne(store.findCheckpointsByPrefix(prefix), prefix, {
    noun: 'checkpoint',
    list: `${program} checkpoints <run>`,
    describe: (found) => `${checkpointFacts(found).label ?? ''}, of run ${shortId(found.runId)}`,
  })
}

interface Kind<T> {
  noun: string
  list: string
  describe(found: T): string
}

export function onlyOne<T extends { id: string }>(
  found: readonly T[],
  prefix: string,
  { noun, list, describe }: Kind<T>,
): Result<T, Refusal> {
  const exact = found.find(({ id }) => id === prefix.toLowerCase())
  const [first] = found
  if (exact) return ok(exact)
  if (first && found.length === 1) return ok(first)
  if (!first) {
    return err({
      code: 'not_found',
      message: `No ${noun} has an id that begins with ${prefix}.`,
      remedy: `Ids are in: ${list}`,
    })
  }
  const candidates = found.map((one) => `  ${one.id}  ${describe(one)}`).join('\n')
  return err({
    code: 'ambiguous',
    message: `${found.length} ${noun}s have an id that begins with ${prefix}:\n${candidates}`,
    remedy: 'Type more of it.',
  })
}
