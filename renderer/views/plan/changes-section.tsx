import type { ReactElement } from 'react'
import { Section } from '../../ui/panel.tsx'
import { showHidden, showLines } from '../../viewers/text.ts'
import { counted } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { Fold } from '../run/fold.tsx'
import {
  changedFields,
  changesSummary,
  FIELD_NAMES,
  type TaskChange,
  type TextChange,
  wordParts,
} from './plan-changes.ts'
import type { PlanBefore } from './use-plan-before.ts'

/** What this version changes of the one before: task by task, field by field, word by word. */
export function ChangesSection({
  before,
  onShowTask,
}: {
  before: PlanBefore | null
  onShowTask(index: number): void
}): ReactElement | null {
  if (before === null) return null
  const { plan, changes, done } = before
  const summary = changesSummary(changes)
  const told = changes.tasks.filter(({ at, before: index, texts }) => at === null || index === null || texts.length > 0)
  return (
    <Section
      title={TEXT.sinceVersion(plan.revision)}
      aside={plan.state === 'accepted' ? TEXT.whichWasAccepted : undefined}
    >
      <p>{summary === null ? TEXT.sameTasksAgain : `${summary}.`}</p>
      {done.length > 0 && (
        <p className="mt-1 text-12 text-ink-2">
          {TEXT.tasksOfItAreDone(
            counted(done.length, 'task'),
            done.length === 1 ? TEXT.isDoneAndStays : TEXT.areDoneAndStay,
          )}
        </p>
      )}
      {told.length > 0 && (
        <ul aria-label={TEXT.changesSinceVersion(plan.revision)} className="mt-1.5 flex flex-col gap-1">
          {told.map((change) => (
            <li key={`${change.at ?? ''} ${change.before ?? ''}`}>
              <ChangedTask change={change} onShowTask={onShowTask} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function ChangedTask({
  change: { at, before, title, texts },
  onShowTask,
}: {
  change: TaskChange
  onShowTask(index: number): void
}): ReactElement {
  if (at === null) {
    return (
      <p className="text-12 text-ink-2">
        <s dir="auto">{showLines(title)}</s> {TEXT.isNoLongerPlanned}
      </p>
    )
  }
  const name = (
    <button type="button" className="min-h-6 text-left hover:underline" onClick={() => onShowTask(at)} dir="auto">
      {at + 1} {showLines(title)}
    </button>
  )
  if (before === null)
    return (
      <p className="text-12">
        {name} {TEXT.isNew}
      </p>
    )
  const keyedTexts = texts.map((text, index) => ({ key: `${index} ${text.field}`, text }))
  return (
    <div className="text-12">
      {name}
      <Fold icon="pencil" title={<span className="text-12 text-ink-2">{changedFields(texts)}</span>}>
        <dl className="flex flex-col gap-1.5 py-1">
          {keyedTexts.map(({ key, text }) => (
            <Changed key={key} text={text} />
          ))}
        </dl>
      </Fold>
    </div>
  )
}

const STATES = { added: 'added', removed: 'removed', changed: 'changed' } as const

function Changed({ text }: { text: TextChange }): ReactElement {
  const state = text.before === null ? 'added' : text.after === null ? 'removed' : 'changed'
  const isCode = text.field === 'verificationSteps' || text.field === 'allowedPaths'
  const show = isCode ? showHidden : showLines
  return (
    <div>
      <dt className="text-ink-2">
        {FIELD_NAMES[text.field]}, {STATES[state]}
      </dt>
      <dd className={`wrap-anywhere whitespace-pre-wrap ${isCode ? 'font-mono' : ''}`} dir="auto">
        {wordParts(text).map(({ kind, text: part }, index) => {
          const key = `${index} ${kind}`
          if (kind === 'same') return <span key={key}>{show(part)}</span>
          return kind === 'added' ? (
            <ins key={key} className="rounded-[2px] bg-add-word no-underline">
              {show(part)}
            </ins>
          ) : (
            <del key={key} className="rounded-[2px] bg-del-word">
              {show(part)}
            </del>
          )
        })}
      </dd>
    </div>
  )
}
