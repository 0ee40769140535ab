import { useRef, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { GateRecord, TaskDraft } from '../../../shared/domain.ts'
import { useAppData } from '../../data/app-data.tsx'

/** Which of the two steps was refused. */
export interface ApprovalProblem {
  step: 'edit' | 'approve'
  /** Of the plan that was saved; null: none was. */
  gateId: string | null
  error: RpcError
}

export interface EditedPlan {
  runId: string
  /** That was edited. */
  revision: number
  tasks: TaskDraft[]
  rationale: string
}

export interface EditedApproval {
  isRunning: boolean
  problem: ApprovalProblem | null
  clear(): void
  /** Saves the edits as the next revision, then approves exactly that one. */
  run(edited: EditedPlan): Promise<void>
}

/** `onSaved`: the edits are a revision now, with this gate; `isApproved` says whether it was approved too. */
export function useApproveEdited(
  onSaved: (saved: { gate: GateRecord; edited: EditedPlan; isApproved: boolean }) => void,
): EditedApproval {
  const { client } = useAppData()
  const running = useRef(false)
  const [state, setState] = useState<Pick<EditedApproval, 'isRunning' | 'problem'>>({ isRunning: false, problem: null })
  const approve = async (edited: EditedPlan): Promise<ApprovalProblem | null> => {
    const { runId, revision, tasks, rationale } = edited
    const saved = await client.call('plan.edit', { runId, revision, tasks })
    if (!saved.ok) return { step: 'edit', gateId: null, error: saved.error }
    const { id: gateId, subjectHash } = saved.value
    const decided = await client.call('gates.decide', { gateId, subjectHash, verdict: 'approved', rationale })
    onSaved({ gate: saved.value, edited, isApproved: decided.ok })
    return decided.ok ? null : { step: 'approve', gateId, error: decided.error }
  }
  return {
    ...state,
    clear: () => setState((before) => ({ ...before, problem: null })),
    run: async (edited) => {
      if (running.current) return
      running.current = true
      setState({ isRunning: true, problem: null })
      const problem = await approve(edited)
      running.current = false
      setState({ isRunning: false, problem })
    },
  }
}
