import { showHidden, showLines, splitLines } from '../../viewers/text.ts'
import * as TEXT from '../../words/texts/plan.ts'
import type { PlanDraft } from './plan-draft.ts'

/**
 * One sentence for each field of the plan with signs that a field does not show, in the order of the fields. The paths are not among
 * them: they are shown as signs.
 */
export function hiddenSignWarnings({ tasks }: Pick<PlanDraft, 'tasks'>): string[] {
  const places = tasks.flatMap(({ title, objective, criteria, steps }, index) =>
    [
      { place: 'title', isHiding: hides(title, showLines) },
      { place: 'objective', isHiding: hides(objective, showLines) },
      ...criteria.map(({ text }, at) => ({ place: TEXT.criterionWith(at + 1), isHiding: hides(text, showLines) })),
      ...steps.map(({ text }, at) => ({ place: TEXT.commandWith(at + 1), isHiding: hides(text, showHidden) })),
    ].map((field) => ({ ...field, task: index + 1 })),
  )
  return places.flatMap(({ task, place, isHiding }) => (isHiding ? [TEXT.taskHasSignsThatHide(task, place)] : []))
}

/** Line ends are seen in a field. */
const hides = (text: string, show: (line: string) => string): boolean =>
  splitLines(text).some((line) => show(line) !== line)
