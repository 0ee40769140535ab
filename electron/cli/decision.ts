import { z } from 'zod'
import type { Delivery } from '../../shared/config.ts'
import type { GateRecord } from '../../shared/domain.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { Backend } from '../backend.ts'
import { inspectRepository, resolveBase } from '../git/inspect.ts'
import type { DeliveryWish, UsageError } from './commands.ts'

/** The payload of an answer: docs/contracts.md, section 6. What does not belong to this kind of gate is refused. */
export async function decisionPayload(
  { store }: Pick<Backend, 'store'>,
  gate: GateRecord,
  { deliver, limit, remember }: { deliver: DeliveryWish | null; limit: number | null; remember: boolean },
): Promise<Result<Readonly<Record<string, unknown>>, UsageError>> {
  if (limit !== null && gate.kind !== 'budget') {
    return err({ message: `--limit belongs to a budget gate; this is a ${gate.kind} gate.`, remedy: 'Leave it out.' })
  }
  if (deliver !== null && gate.kind !== 'final') {
    return err({ message: `--deliver belongs to a final gate; this is a ${gate.kind} gate.`, remedy: 'Leave it out.' })
  }
  if (remember && gate.kind !== 'permission') {
    const message = `--remember belongs to a permission gate; this is a ${gate.kind} gate.`
    return err({ message, remedy: 'Leave it out.' })
  }
  if (remember) return ok({ remember })
  if (limit !== null) return raised(gate, limit)
  if (deliver === null) return ok({})
  const delivery = await resolveDelivery(store.getRun(gate.runId).repoPath, deliver)
  return delivery.ok ? ok({ delivery: delivery.value }) : delivery
}

const spentSchema = z.looseObject({ spent: z.int() })

/** A limit that is used up already would ask the same question again at once. */
function raised({ subject }: GateRecord, limit: number): Result<{ limit: number }, UsageError> {
  const { spent } = spentSchema.parse(subject)
  if (limit > spent) return ok({ limit })
  const remedy = `Give a figure above ${spent}, or none to raise it as the question says.`
  return err({ message: `A limit of ${limit} is used up already: ${spent} spent.`, remedy })
}

/** A fast-forward names the commit that the branch is at now: anything newer on it later refuses the delivery. */
export async function resolveDelivery(repoPath: string, wish: DeliveryWish): Promise<Result<Delivery, Refusal>> {
  if (wish.kind !== 'ff') return ok({ kind: wish.kind })
  const repository = await inspectRepository(repoPath)
  if (!repository.ok) return repository
  const commit = await resolveBase(repository.value, `refs/heads/${wish.branch}`)
  if (commit.ok) return ok({ kind: 'fast_forward', branch: wish.branch, expectedCommit: commit.value })
  return err({
    code: 'unknown_branch',
    message: `${repository.value.root} has no branch "${wish.branch}" to fast-forward.`,
    remedy: '`git branch` lists the branches; make it first, or deliver to the run’s own branch.',
  })
}
