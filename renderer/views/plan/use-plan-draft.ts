import { useMemo, useState } from 'react'
import type { TaskDraft } from '../../../shared/domain.ts'
import { useDraft } from '../../data/draft.ts'
import { type PlanDraft, parseDraft, startDraft } from './plan-draft.ts'
import { type PlanEdits, planEdits } from './plan-edits.ts'
import { type Problem, planProblems } from './plan-problems.ts'

export interface PlanEditing {
  draft: PlanDraft
  edits: PlanEdits
  problems: Problem[]
  /** `isLarge`: a task was dropped or split, and undoing that is what the person may want next. */
  change(next: PlanDraft, isLarge?: boolean): void
  /** Back to before the last thing that was done, which dropped or split a task; null: it was something else. */
  undo: (() => void) | null
  /** Back to the plan as proposed. */
  discard(): void
}

/** Under which a person's edits of one revision are kept. */
export const planDraftKey = (runId: string, revision: number): string => `plan.${runId}.${revision}`

/** A person's edits of one revision, kept on this machine until they are sent. */
export function usePlanDraft(runId: string, revision: number, proposed: readonly TaskDraft[]): PlanEditing {
  const [kept, keep, discard] = useDraft(planDraftKey(runId, revision))
  const [before, setBefore] = useState<PlanDraft | null>(null)
  const draft = useMemo(() => parseDraft(kept) ?? startDraft(proposed), [kept, proposed])
  return {
    draft,
    edits: useMemo(() => planEdits(proposed, draft), [proposed, draft]),
    problems: useMemo(() => planProblems(draft), [draft]),
    change: (next, isLarge = false) => {
      keep(JSON.stringify(next))
      setBefore(isLarge ? draft : null)
    },
    undo:
      before &&
      (() => {
        keep(JSON.stringify(before))
        setBefore(null)
      }),
    discard,
  }
}
